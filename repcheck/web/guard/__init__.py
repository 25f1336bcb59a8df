"""The rules of the gate: what a request must be, and what each answer says to the browser."""
