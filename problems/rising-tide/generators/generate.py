"""Writes every test of data/secret; the answers come from the accepted Python solution."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SECRET = PACKAGE / "data" / "secret"
SOLUTION = PACKAGE / "submissions" / "accepted" / "solution.py"


def write_test(name, lines):
    text = "".join(f"{line}\n" for line in lines)
    answer = subprocess.run(
        [sys.executable, SOLUTION], input=text, capture_output=True, text=True, check=True
    ).stdout
    (SECRET / f"{name}.in").write_text(text)
    (SECRET / f"{name}.ans").write_text(answer)


SIZE = 400


def write_beach(name, rows):
    rows = ["".join(row) for row in rows]
    write_test(name, [f"{len(rows)} {len(rows[0])}"] + rows)


def random_beach(seed, height, width, rock, springs, stairs):
    rng = random.Random(seed)
    beach = [["#" if rng.random() < rock else "." for _ in range(width)] for _ in range(height)]
    cells = rng.sample([(y, x) for y in range(height) for x in range(width)], springs + stairs + 1)
    for (y, x), char in zip(cells, "M" + "E" * stairs + "~" * springs):
        beach[y][x] = char
    return beach


def snake(size):
    """One corridor that winds through the whole map, Mia at its start and stairs at its end."""
    beach = [["." if y % 2 == 0 else "#"] * size for y in range(size)]
    for y in range(1, size, 2):
        beach[y][-1 if y % 4 == 1 else 0] = "."
    beach[0][0] = "M"
    last = (size - 1) // 2 * 2
    beach[last][-1 if last % 4 == 0 else 0] = "E"
    return beach


def race(size, head_start):
    """Mia and the water run side by side in their own corridors and meet in front of the stairs."""
    beach = [["#"] * size for _ in range(3)]
    for x in range(size - 1):
        beach[0][x] = beach[2][x] = "."
    for y in range(3):
        beach[y][size - 2] = "."
    beach[1][size - 1] = "E"
    beach[0][head_start] = "M"
    beach[2][0] = "~"
    return beach


SECRET.mkdir(parents=True, exist_ok=True)
write_beach("01-only-mia", ["M"])
write_beach("02-stairs-beside-her", ["ME"])
write_beach("03-no-stairs", ["M..", "...", "..~"])
write_beach("04-walled-in", ["...#E", ".M.##", "....."])
write_beach("05-water-walled-in", ["M.#~", "..##", "...E"])
write_beach("06-stairs-stay-dry", ["#~#", "~E~", "#.#", "#M#"])
write_beach("07-water-at-the-same-minute", ["M..E", "##.#", "##~#"])
write_beach("08-water-one-minute-later", ["M..E", "##.#", "##.#", "##~#"])
write_beach("09-nearest-stairs-cut-off", ["M.#.E", "..~..", ".###.", "....E"])
for number, head_start in enumerate((0, 1), 10):
    write_beach(f"{number}-race-head-start-{head_start}", race(60, head_start))
for number, seed in enumerate(range(12, 18), 12):
    write_beach(f"{number}-random", random_beach(seed, 12 + seed, 40 - seed, 0.25, 1 + seed % 3, 2))
write_beach("18-open-beach", random_beach(9, 200, 300, 0.05, 2, 1))
write_beach("19-snake-max", snake(SIZE - 1))
flooded = snake(SIZE)
flooded[2][200] = "~"
write_beach("20-flooded-snake-max", flooded)
open_beach = [["."] * SIZE for _ in range(SIZE)]
open_beach[0][0], open_beach[-1][-1], open_beach[0][-1] = "M", "E", "~"
write_beach("21-open-max", open_beach)
