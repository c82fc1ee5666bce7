#!/usr/bin/env python3
"""How `lookalikes` reads a final ی, word by word, against how often people write ي and ى.

    pip install wordfreq==3.1.1
    python3 scripts/final_yeh.py

Nothing is made from the frequencies (they are CC BY-SA 4.0): they say where the lists in
src/rules/lookalikes.rs and the shapes there are worth a look. Much text in them has ى for every final
yeh, as is usual in Egypt, and some the reverse: a ratio of two or three says nothing. What can only be ي
(فى, الذى) shows how much: a word that is written with ى hardly more often than these is ي for sure, and one
that is read as ي but written with ى three times as often is a verb or a passive, too, or a misspelling.
"""

import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from wordfreq import get_frequency_dict

ROOT = Path(__file__).resolve().parent.parent
YEH, MAKSURA, FARSI = 'ي', 'ى', 'ی'
# Per million words.
RAREST = 0.3
CLEAR = 4
# Without their last letter, of which there is no doubt.
ONLY_YEH = ['ف', 'الذ', 'الت', 'ه']


def frequencies():
    """Words without their last letter: how often each is written with ي and with ى."""
    counts = defaultdict(lambda: {YEH: 0.0, MAKSURA: 0.0})
    for word, frequency in get_frequency_dict('ar', 'large').items():
        if re.fullmatch('[\u0621-\u064a]+', word) and word[-1] in (YEH, MAKSURA):
            counts[word[:-1]][word[-1]] += frequency * 1e6
    return {stem: both for stem, both in counts.items() if sum(both.values()) >= RAREST}


def readings(stems):
    """What repair makes of each word, on a line of its own that is surely Arabic."""
    text = '\n'.join(f'هذه: {stem}{FARSI} كلمة' for stem in stems)
    naqi = ['cargo', 'run', '--quiet', '--features', 'cli', '--', 'clean']
    done = subprocess.run(naqi, cwd=ROOT, input=text, stdout=subprocess.PIPE, text=True, check=True)
    return [line.split()[1][-1] for line in done.stdout.split('\n')]


def main():
    counts = frequencies()
    always = [counts[stem] for stem in ONLY_YEH]
    usual = sum(both[MAKSURA] for both in always) / sum(both[YEH] for both in always)
    doubtful = []
    right = open_ = wrong = 0.0
    against = []
    for stem, letter in zip(counts, readings(counts)):
        both = counts[stem]
        if letter == FARSI:
            open_ += sum(both.values())
            continue
        if letter == YEH and both[MAKSURA] > 3 * usual * both[YEH]:
            doubtful.append((both[MAKSURA], stem + letter, both[YEH]))
        other = MAKSURA if letter == YEH else YEH
        right += both[letter]
        wrong += both[other]
        if both[other] > CLEAR * both[letter]:
            against.append((both[other], stem + letter, both[letter]))
    every = right + open_ + wrong
    print(f'{len(counts)} words: {right / every:.2%} of their uses as read, {open_ / every:.2%} left open, {wrong / every:.2%} written otherwise')
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    for more, word, less in sorted(against, reverse=True)[:most]:
        print(f'{word}: {less:.1f} a million so, {more:.1f} otherwise')
    print(f'{len(doubtful)} words are read as ي though written with ى far more often than the {usual:.1%} of what can only be ي')
    for more, word, less in sorted(doubtful, reverse=True)[:most]:
        print(f'{word}: {less:.1f} a million so, {more:.1f} with ى')


if __name__ == '__main__':
    main()
