// Takes the loaves out one by one with a priority queue: O(m log n).
#include <iostream>
#include <queue>
#include <vector>

struct Loaf {
    long long doneAt, bake;
    bool operator<(const Loaf &other) const { return doneAt > other.doneAt; }
};

int main() {
    int n;
    long long m;
    std::cin >> n >> m;
    std::priority_queue<Loaf> loaves;
    while (n--) {
        long long warmUp, bake;
        std::cin >> warmUp >> bake;
        loaves.push({warmUp + bake, bake});
    }
    while (--m) {
        Loaf loaf = loaves.top();
        loaves.pop();
        loaves.push({loaf.doneAt + loaf.bake, loaf.bake});
    }
    std::cout << loaves.top().doneAt << '\n';
}
