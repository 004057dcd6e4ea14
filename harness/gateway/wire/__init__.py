"""The wire protocols of model vendors, one per file: what is asked, what is counted, how an error looks."""
