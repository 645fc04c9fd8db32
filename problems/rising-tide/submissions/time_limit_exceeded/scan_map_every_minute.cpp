// Plays minute by minute and looks at the whole map each time: O(minutes * r * c).
#include <iostream>
#include <string>
#include <vector>

int main() {
    int r, c;
    std::cin >> r >> c;
    std::vector<std::string> beach(r);
    for (auto &row : beach) std::cin >> row;

    // Whether a neighbour of the cell has this character.
    auto touches = [&](const std::vector<std::string> &map, int y, int x, char kind) {
        return (y > 0 && map[y - 1][x] == kind) || (y + 1 < r && map[y + 1][x] == kind) ||
               (x > 0 && map[y][x - 1] == kind) || (x + 1 < c && map[y][x + 1] == kind);
    };

    for (int minute = 1;; minute++) {
        std::vector<std::string> next = beach;
        bool moved = false;
        for (int y = 0; y < r; y++) {
            for (int x = 0; x < c; x++) {
                if (beach[y][x] != '.' && beach[y][x] != 'M' && beach[y][x] != 'E') continue;
                if (beach[y][x] == 'E') {
                    if (touches(beach, y, x, 'M')) {
                        std::cout << minute << '\n';
                        return 0;
                    }
                } else if (touches(beach, y, x, '~')) {
                    next[y][x] = '~';
                } else if (beach[y][x] == '.' && touches(beach, y, x, 'M')) {
                    next[y][x] = 'M';
                    moved = true;
                }
            }
        }
        if (!moved) break;
        beach = next;
    }
    std::cout << "TRAPPED\n";
}
