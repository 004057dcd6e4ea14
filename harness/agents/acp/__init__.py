"""Any program that speaks the Agent Client Protocol, as an agent. https://agentclientprotocol.com"""
