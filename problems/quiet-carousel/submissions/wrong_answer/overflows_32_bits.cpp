#include <bits/stdc++.h>
using namespace std;

long long quietestSeats(const vector<int>& loudness, int friends) {
    size_t seats = loudness.size();
    unsigned heard = 0;
    for (int i = 0; i < friends; i++) heard += loudness[i];
    unsigned best = heard;
    for (size_t first = 1; first < seats; first++) {
        heard += loudness[(first + friends - 1) % seats];
        heard -= loudness[first - 1];
        best = min(best, heard);
    }
    return best;
}
