#include <bits/stdc++.h>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<string> times(n);  // such as "1h20m"
    for (string &time : times) cin >> time;

    int hours = 0, minutes = 0, seconds = 0;
    // Write your solution here.

    cout << hours << ':' << minutes << ':' << seconds << '\n';
}
