"""How much work a pattern can be made to do at most, read off its parse tree: steps, not seconds.

A matcher that goes back over what it tried takes a step for each letter it looks at. What it can be made to
take is bounded from the tree alone, whatever the text is:

- a repeat may end at as many places as it has lengths, and what follows is tried at each of them, unless
  what follows begins with letters that the repeat does not take: then one end only is any good;
- a word that follows can stand only every so many letters (a word does not overlap itself), so not at each;
- a repeat of something that can itself be read in two ways doubles with each round: without bound;
- a search begins anew at each letter. A repeat without bound is then read once for each beginning, unless
  the letter before it is one that it does not take, so that a row of its letters has one beginning.

The bound is generous. It grows with the text as the worst text would have it grow.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from .pattern_letters import REPEATS, SUCCESS, Follow, Letters, Node, Tree, codes, exclude

#: More than this is said as "without bound".
ENDLESS = 10**12
_UNBOUNDED = 10**6


class Work(NamedTuple):
    """``steps`` taken for one arrival at a node, and at how many places it may end."""

    steps: int
    ends: int


class _Reading(Tree):
    """The work of one pattern."""

    def sequence(self, nodes: Sequence[Node], after: Follow, before: Letters, width: int) -> Work:
        """The work of these nodes one behind another.

        ``before``  what the letter in front may be
        ``width``   from how many more beginnings than one of the search this place can be reached
        """
        steps, arrivals = 0, 1
        nodes = list(nodes)
        for place, node in enumerate(nodes):
            rest = nodes[place + 1 :]
            work = self.node(node, self.behind(node, rest, after), before, width)
            steps += arrivals * work.steps
            good = work.ends
            if work.ends > 1:
                good = 1 if self.is_sure(rest, after) else self.hits(rest, work.ends)
            steps += arrivals * (work.ends - good) * 2
            arrivals = min(arrivals * good, ENDLESS)
            steps = min(steps, ENDLESS)
            if not self.is_entered_once(node, before):
                width = min(width + _spread(node, self.size), self.size)
            before = self.last(node, before)
        return Work(steps, arrivals)

    def is_entered_once(self, node: Node, before: Letters) -> bool:
        """Whether a repeat begins where a row of its letters does: where it ended tells where it began."""
        return node[0] in REPEATS and node[1][1] >= _UNBOUNDED and not self.taken(node[1][2]) & before

    def is_sure(self, nodes: Sequence[Node], after: Follow) -> bool:
        """Whether nothing can fail behind the first letter of these nodes."""
        if after.may_fail or not nodes:
            return False
        first = nodes[0]
        if first[0] is codes.SUBPATTERN and len(first[1][3]) == 1:
            return self.is_sure([first[1][3][0], *nodes[1:]], after)
        one_letter = self.letter(first) is not None or (
            first[0] in REPEATS
            and first[1][0] == 1
            and len(first[1][2]) == 1
            and self.letter(first[1][2][0]) is not None
        )
        return one_letter and not self.follow(nodes[1:], after).may_fail

    def behind(self, node: Node, rest: Sequence[Node], after: Follow) -> Follow:
        """What follows a node; a word boundary says more when the node takes only letters of words."""
        found = self.follow(rest, after)
        if rest and rest[0] == (codes.AT, codes.AT_BOUNDARY) and node[0] in REPEATS:
            taken, _ = self.first_of(node[1][2])
            if not taken & ~self.word:
                return Follow(found.letters & ~self.word, may_fail=True)
        return found

    def node(  # noqa: PLR0911 - one for each kind of node
        self, node: Node, after: Follow, before: Letters, width: int
    ) -> Work:
        operation, argument = node
        if operation in REPEATS:
            work = self.repeat(argument, after, before, width)
            return work._replace(ends=1) if operation is codes.POSSESSIVE_REPEAT else work
        if operation is codes.BRANCH:
            return self.branch(argument[1], after, before, width)
        if operation is codes.SUBPATTERN:
            return self.sequence(argument[3], after, before, width)
        if operation is codes.ATOMIC_GROUP:
            return self.sequence(argument, after, before, width)._replace(ends=1)
        if operation in (codes.ASSERT, codes.ASSERT_NOT):
            return self.sequence(argument[1], SUCCESS, before, width)._replace(ends=1)
        if operation is codes.GROUPREF:
            return Work(self.size, 1)
        return Work(1, 1)

    def branch(self, branches: Sequence[Any], after: Follow, before: Letters, width: int) -> Work:
        """The work of all; of branches that exclude each other only one can come to an end."""
        groups: list[list[tuple[list[Letters], Work]]] = []
        for branch in branches:
            work = self.sequence(branch, after, before, width)
            lead = self.lead(branch)
            for group in groups:
                if all(exclude(lead, other) for other, _ in group):
                    group.append((lead, work))
                    break
            else:
                groups.append([(lead, work)])
        steps = sum(max(work.steps for _, work in group) for group in groups)
        return Work(len(branches) + steps, sum(max(work.ends for _, work in group) for group in groups))

    def repeat(self, argument: Any, after: Follow, before: Letters, width: int) -> Work:
        least, most, item = argument
        begins, empty = self.first_of(item)
        again = Follow(begins | after.letters, may_fail=True) if after.may_fail else SUCCESS
        once = self.sequence(item, again, self.all, width)
        one_end = not after.letters & begins and not empty  # also where nothing can fail behind it
        times = int(min(most, self.times(most, item, after, before, width) if most >= _UNBOUNDED else most))
        if once.ends == 1:
            return Work(times * once.steps + 1, 1 if one_end else times - least + 1)
        ways = [min(once.ends**count, ENDLESS) for count in range(min(times, 60) + 1)]
        if times > 60:
            return Work(ENDLESS, ENDLESS)
        steps = min(sum(ways[:-1]) * once.steps + 1, ENDLESS)
        return Work(steps, max(ways) if one_end else min(sum(ways[least:]), ENDLESS))

    def times(self, most: Any, item: Any, after: Follow, before: Letters, width: int) -> int:
        """How often a repeat without bound is read for each beginning, spread over all beginnings."""
        taken = self.taken(item)
        if not after.may_fail:
            return 1  # the match is there, and the next search begins behind it
        if not taken & before:
            return width + 1  # a row of its letters is entered at its beginning only
        return self.size


def _spread(node: Node, size: int) -> int:
    """By how many letters the longest text that a node takes is longer than its shortest."""
    operation, argument = node
    if operation in REPEATS:
        least, most, item = argument
        shortest, longest = item.getwidth()
        return int(min(most, size)) * int(min(longest, size)) - int(min(least, size)) * int(
            min(shortest, size)
        )
    if operation is codes.BRANCH:
        widths = [branch.getwidth() for branch in argument[1]]
        longest, shortest = max(most for _, most in widths), min(least for least, _ in widths)
    elif operation in (codes.SUBPATTERN, codes.ATOMIC_GROUP):
        inner = argument[3] if operation is codes.SUBPATTERN else argument
        shortest, longest = inner.getwidth()
    else:
        return size if operation is codes.GROUPREF else 0
    return int(min(longest, size)) - int(min(shortest, size))


def steps_of_search(pattern: re.Pattern[Any], size: int) -> int:
    """Steps that a search through any text of ``size`` letters takes at most."""
    reading = _Reading(pattern, size)
    at_one_place = reading.tree[:1] == [(codes.AT, codes.AT_BEGINNING_STRING)] or (
        reading.tree[:1] == [(codes.AT, codes.AT_BEGINNING)] and not reading.flags & re.MULTILINE
    )
    if at_one_place:
        return steps_of_match(pattern, size)
    if (
        reading.tree[:1] == [(codes.AT, codes.AT_BEGINNING)]
        and not reading.taken(reading.tree) & reading.newline
    ):
        # at one place of each line, and never beyond it
        return size + reading.sequence(reading.tree, SUCCESS, reading.newline, size).steps
    work = reading.sequence(reading.tree, SUCCESS, reading.all, 0)
    return min(work.steps * size, ENDLESS)


def steps_of_match(pattern: re.Pattern[Any], size: int) -> int:
    """Steps that a match at the beginning of any text of ``size`` letters takes at most."""
    reading = _Reading(pattern, size)
    return reading.sequence(reading.tree, SUCCESS, 0, size).steps
