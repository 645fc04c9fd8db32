#include <algorithm>
#include <cstdio>
#include <iostream>
#include <vector>

int main() {
    int n, home, office, carry, wet;
    std::cin >> n >> home >> office >> carry >> wet;
    std::vector<double> rain(n);
    for (double &p : rain) {
        std::cin >> p;
        p /= 100;
    }

    int umbrellas = home + office;
    // least[here]: expected annoyance from now on with so many umbrellas at the professor's end
    std::vector<double> least(umbrellas + 1, 0.0), earlier(umbrellas + 1);
    for (int trip = n - 1; trip >= 0; trip--) {
        for (int here = 0; here <= umbrellas; here++) {
            double leave = least[umbrellas - here];
            double take = here > 0 ? carry + least[umbrellas - here + 1] : 1e18;
            double p = rain[trip];
            earlier[here] = p * std::min(wet + leave, take) + (1 - p) * std::min(leave, take);
        }
        std::swap(least, earlier);
    }
    std::printf("%.9f\n", least[home]);
}
