#include <iostream>
#include <vector>

struct Oven {
    long long warmUp, bake;
};

long long loavesUntil(long long minute, const std::vector<Oven> &ovens) {
    long long loaves = 0;
    for (const Oven &oven : ovens) {
        if (minute > oven.warmUp) loaves += (minute - oven.warmUp) / oven.bake;
    }
    return loaves;
}

int main() {
    int n;
    long long m;
    std::cin >> n >> m;
    std::vector<Oven> ovens(n);
    for (Oven &oven : ovens) std::cin >> oven.warmUp >> oven.bake;

    long long tooEarly = 0, enough = 100'000 + m * 100'000;
    while (enough - tooEarly > 1) {
        long long middle = (tooEarly + enough) / 2;
        (loavesUntil(middle, ovens) >= m ? enough : tooEarly) = middle;
    }
    std::cout << enough << '\n';
}
