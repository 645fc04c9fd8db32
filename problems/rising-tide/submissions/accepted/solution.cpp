#include <iostream>
#include <queue>
#include <string>
#include <utility>
#include <vector>

using Cell = std::pair<int, int>;
using Minutes = std::vector<std::vector<int>>;

const int NEVER = 1e9;

int r, c;
std::vector<std::string> beach;

std::vector<Cell> cellsWith(char kind) {
    std::vector<Cell> cells;
    for (int y = 0; y < r; y++)
        for (int x = 0; x < c; x++)
            if (beach[y][x] == kind) cells.push_back({y, x});
    return cells;
}

template <class MayEnter>
Minutes minutesUntil(const std::vector<Cell> &starts, MayEnter mayEnter) {
    Minutes reached(r, std::vector<int>(c, NEVER));
    std::queue<Cell> queue;
    for (auto [y, x] : starts) {
        reached[y][x] = 0;
        queue.push({y, x});
    }
    while (!queue.empty()) {
        auto [y, x] = queue.front();
        queue.pop();
        int minute = reached[y][x] + 1;
        for (auto [ny, nx] : {Cell{y - 1, x}, Cell{y + 1, x}, Cell{y, x - 1}, Cell{y, x + 1}}) {
            if (ny < 0 || ny >= r || nx < 0 || nx >= c || reached[ny][nx] != NEVER) continue;
            if (!mayEnter(ny, nx, minute)) continue;
            reached[ny][nx] = minute;
            queue.push({ny, nx});
        }
    }
    return reached;
}

int main() {
    std::cin >> r >> c;
    beach.resize(r);
    for (auto &row : beach) std::cin >> row;

    Minutes flooded = minutesUntil(cellsWith('~'), [](int y, int x, int) {
        return beach[y][x] == '.' || beach[y][x] == 'M';
    });
    Minutes reached = minutesUntil(cellsWith('M'), [&](int y, int x, int minute) {
        return beach[y][x] == 'E' || (beach[y][x] == '.' && minute < flooded[y][x]);
    });

    int best = NEVER;
    for (auto [y, x] : cellsWith('E')) best = std::min(best, reached[y][x]);
    if (best == NEVER) {
        std::cout << "TRAPPED\n";
    } else {
        std::cout << best << '\n';
    }
}
