#include <iostream>
#include <numeric>
#include <string>
#include <vector>

// Counts the cars on the places first..last of each node; node 1 is the whole range.
class SegmentTree {
public:
    explicit SegmentTree(int places) {
        while (size < places) size *= 2;
        count.assign(2 * size, 0);
    }
    void set(int place, int value) {
        int node = place + size;
        int change = value - count[node];
        for (; node > 0; node /= 2) count[node] += change;
    }
    int countBefore(int place) const {
        int total = 0;
        for (int node = place + size; node > 1; node /= 2) {
            if (node % 2 == 1) total += count[node - 1];
        }
        return total;
    }
    int find(int k) const {
        int node = 1;
        while (node < size) {
            node *= 2;
            if (count[node] < k) k -= count[node++];
        }
        return node - size;
    }

private:
    int size = 1;
    std::vector<int> count;
};

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, q;
    std::cin >> n >> q;

    // q free places for cars that jump to the front, the first n cars, q places for those that join.
    SegmentTree taken(n + 2 * q);
    std::vector<int> carAt(n + 2 * q), placeOf(n + q + 1);
    int nextFront = q - 1, nextBack = q, cars = 0;
    auto park = [&](int car, int place) {
        carAt[place] = car;
        placeOf[car] = place;
        taken.set(place, 1);
    };
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
        if (kind == "WHO") {
            std::cout << carAt[taken.find(number)] << '\n';
        } else if (kind == "WHERE") {
            std::cout << taken.countBefore(placeOf[number]) + 1 << '\n';
        } else {
            taken.set(placeOf[number], 0);
            if (kind == "FRONT") park(number, nextFront--);
        }
    }
}
