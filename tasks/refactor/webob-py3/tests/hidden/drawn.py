def generate(seed, count): return []
