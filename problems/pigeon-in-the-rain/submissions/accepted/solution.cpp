#include <bits/stdc++.h>
using namespace std;

// 20 bits at the places that are no powers of two; the exclusive or of the places of all b is then made 0 by the others.
int main() {
    string task;
    cin >> task;
    const int length = 25;
    auto isCheck = [](int place) { return (place & (place - 1)) == 0; };
    if (task == "write") {
        int x;
        cin >> x;
        string word(length + 1, 'a');
        int check = 0, bit = 0;
        for (int place = 1; place <= length; place++) {
            if (isCheck(place)) continue;
            if (x >> bit++ & 1) {
                word[place] = 'b';
                check ^= place;
            }
        }
        for (int place = 1; place <= length; place *= 2)
            if (check & place) word[place] = 'b';
        cout << word.substr(1) << endl;
    } else {
        string word;
        cin >> word;
        word = " " + word;
        int check = 0;
        for (int place = 1; place <= length; place++)
            if (word[place] == 'b') check ^= place;
        if (check >= 1 && check <= length) word[check] = word[check] == 'a' ? 'b' : 'a';
        int x = 0, bit = 0;
        for (int place = 1; place <= length; place++) {
            if (isCheck(place)) continue;
            if (word[place] == 'b') x |= 1 << bit;
            bit++;
        }
        cout << x << endl;
    }
}
