"""What changed in substance: values, duties, references, names, terms."""
