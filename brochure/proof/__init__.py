"""Pictures that let anyone look before paying: plates, soft proof, total ink, the folded piece."""
