#include <bits/stdc++.h>
using namespace std;

// Sums from the first seat on, over two rounds of the circle.
long long quietestSeats(const vector<int>& loudness, int friends) {
    size_t seats = loudness.size();
    vector<long long> sums(2 * seats + 1);
    for (size_t i = 0; i < 2 * seats; i++) sums[i + 1] = sums[i] + loudness[i % seats];
    long long best = LLONG_MAX;
    for (size_t first = 0; first < seats; first++) best = min(best, sums[first + friends] - sums[first]);
    return best;
}
