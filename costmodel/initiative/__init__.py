"""What is no number: the plan, risks, the building blocks of an organisation, and what files say of them."""
