#include <bits/stdc++.h>
using namespace std;

int main() {
    int n, home, office, carry, wet;
    cin >> n >> home >> office >> carry >> wet;
    vector<int> rain(n);  // rain[0] is the probability of rain on the first trip, in percent
    for (int &percent : rain) cin >> percent;

    double annoyance = 0;
    // Write your solution here.

    cout << fixed << setprecision(9) << annoyance << '\n';
}
