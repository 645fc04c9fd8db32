#include <bits/stdc++.h>
using namespace std;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);

    int n, d;
    cin >> n >> d;
    vector<int> heights(n);
    for (int &height : heights) cin >> height;

    int length = 0;
    int first = 1;  // milestones are numbered from 1
    // Write your solution here.

    cout << length << ' ' << first << '\n';
}
