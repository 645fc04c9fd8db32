#include <bits/stdc++.h>
using namespace std;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);

    int n;
    long long m;
    cin >> n >> m;
    vector<long long> warmUp(n), bake(n);
    for (int i = 0; i < n; i++) cin >> warmUp[i] >> bake[i];

    long long earliest = 0;
    // Write your solution here.

    cout << earliest << '\n';
}
