"""The site of a store: static pages of issues, works, texts and redlines, with feeds, a calendar and a ledger."""
