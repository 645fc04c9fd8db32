#include <bits/stdc++.h>
using namespace std;

int main() {
    int r, c;
    cin >> r >> c;
    vector<string> beach(r);  // beach[row][column]
    for (string &row : beach) cin >> row;

    int minutes = -1;  // -1 if Mia is trapped
    // Write your solution here.

    if (minutes < 0) cout << "TRAPPED\n";
    else cout << minutes << '\n';
}
