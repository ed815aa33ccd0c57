"""What a person reads: tables on the terminal, generated parts of the documents."""
