// A car that moves to the front keeps its old place, too.
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, q;
    std::cin >> n >> q;
    int places = n + 2 * q;
    std::vector<int> sums(places + 1), carAt(places + 1), placeOf(n + q + 1);
    auto add = [&](int place, int change) {
        for (; place <= places; place += place & -place) sums[place] += change;
    };
    auto park = [&](int car, int place) {
        carAt[place] = car;
        placeOf[car] = place;
        add(place, 1);
    };
    int nextFront = q, nextBack = q + 1, cars = 0;
    while (cars < n) park(++cars, nextBack++);

    std::string kind;
    while (q--) {
        std::cin >> kind;
        if (kind == "JOIN") {
            park(++cars, nextBack++);
            continue;
        }
        int number;
        std::cin >> number;
        if (kind == "LEAVE") add(placeOf[number], -1);
        if (kind == "FRONT") park(number, nextFront--);
        if (kind == "WHERE") {
            int position = 0;
            for (int place = placeOf[number]; place > 0; place &= place - 1) position += sums[place];
            std::cout << position << '\n';
        }
        if (kind == "WHO") {
            int place = 0;
            for (int step = 1 << 19; step > 0; step /= 2) {
                if (place + step <= places && sums[place + step] < number) number -= sums[place += step];
            }
            std::cout << carAt[std::min(place + 1, places)] << '\n';
        }
    }
}
