"""What a document says of itself and of others: commencement, repeal, citation, amendment."""
