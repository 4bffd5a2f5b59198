"""OFD (GB/T 33190—2016), the state's own format of fixed pages: a ZIP of XML with every letter at its place."""
