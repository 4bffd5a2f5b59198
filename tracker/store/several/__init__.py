"""Several stores in one folder, one a gazette, that answer as one: ``stores.toml`` names them."""
