"""What a reply says by the classes of its words, where no wording of the rules is met."""
