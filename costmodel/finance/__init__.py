"""What finance asks: present value, capital or expense, accounts, benefits."""
