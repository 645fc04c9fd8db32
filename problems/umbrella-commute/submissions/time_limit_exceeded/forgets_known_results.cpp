// Plain recursion that computes the same states again and again: O(2^n).
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <vector>

int n, home, office, carry, wet;
std::vector<double> rain;

double least(int trip, int here, int there) {
    if (trip == n) return 0;
    double leave = least(trip + 1, there, here);
    double take = here > 0 ? carry + least(trip + 1, there + 1, here - 1) : 1e18;
    double p = rain[trip] / 100;
    return p * std::min(wet + leave, take) + (1 - p) * std::min(leave, take);
}

int main() {
    std::cin >> n >> home >> office >> carry >> wet;
    rain.resize(n);
    for (double &p : rain) std::cin >> p;
    std::printf("%.9f\n", least(0, home, office));
}
