"""One case in time: its inputs, the network of activities, the schedule, and the ledger of what is booked."""
