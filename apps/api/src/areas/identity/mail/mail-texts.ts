import type { StatementLang } from '@eduscale/contracts/problem'
import type { MailKind } from './mail-kinds'

interface MailTexts {
  hello: (name: string) => string
  sign: (host: string) => string
  kinds: Readonly<Record<MailKind, { subject: string; lines: readonly string[]; button?: string }>>
}

/** What mails say, in each language of the pages; docs/translations.md has the words. */
export const mailTexts: Readonly<Record<StatementLang, MailTexts>> = {
  en: {
    hello: (name) => `Hello ${name},`,
    sign: (host) => `EduScale, ${host}`,
    kinds: {
      'confirm-email': {
        subject: 'Confirm your e-mail address',
        lines: [
          'This address was entered for your EduScale account. Open the link and press the button to confirm it. The link works for 24 hours.',
          'If it wasn’t you, do nothing: the address will not be used.',
        ],
        button: 'Confirm the address',
      },
      'reset-password': {
        subject: 'Choose a new password',
        lines: [
          'Somebody has asked for a new password for your EduScale account. Open the link to choose one. It works for an hour, and only once.',
          'If it wasn’t you, do nothing: your password stays as it is.',
        ],
        button: 'Choose a new password',
      },
      'password-changed': {
        subject: 'Your password was changed',
        lines: [
          'The password of your EduScale account was changed just now, and all other devices were signed out.',
          'If it wasn’t you, choose a new password at once with “Forgot your password?” on the sign-in page.',
          'Passkeys and linked accounts still lead in. If you changed it because somebody else got in, remove in the settings what isn’t yours.',
        ],
      },
      'email-changed': {
        subject: 'Your e-mail address was changed',
        lines: [
          'This address no longer belongs to your EduScale account: it was changed or removed just now.',
          'If it wasn’t you, change your password at once, and tell whoever runs the platform.',
        ],
      },
      'second-factor-on': {
        subject: 'The second step is on',
        lines: [
          'From now on your EduScale account asks for a code from your app at each sign-in.',
          'If it wasn’t you, change your password at once, and tell whoever runs the platform.',
        ],
      },
      'second-factor-off': {
        subject: 'The second step is off',
        lines: [
          'From now on your EduScale account asks only for the password at a sign-in.',
          'If it wasn’t you, change your password at once, and turn the second step on again.',
        ],
      },
      'passkey-added': {
        subject: 'A passkey was added',
        lines: [
          'From now on your EduScale account can be entered with one more passkey.',
          'If it wasn’t you, remove it in the settings of your account, and change your password at once.',
        ],
      },
      'passkey-removed': {
        subject: 'A passkey was removed',
        lines: [
          'A passkey of your EduScale account was removed just now; nobody can sign in with it any more.',
          'If it wasn’t you, change your password at once, and look at the other passkeys in the settings.',
        ],
      },
      'session-stolen': {
        subject: 'A sign-in of yours was ended',
        lines: [
          'Two devices used the same sign-in of your EduScale account, so one of them may be a stranger’s. That sign-in was ended at once.',
          'Change your password, and look at your sign-ins and passkeys in the settings.',
        ],
      },
      'account-linked': {
        subject: 'A way in was added',
        lines: [
          'From now on one can also sign in to your EduScale account with a linked account of another provider.',
          'If it wasn’t you, unlink it in the settings, change your password at once, and tell whoever runs the platform.',
        ],
      },
      'account-unlinked': {
        subject: 'A way in was removed',
        lines: [
          'A linked account no longer signs in to your EduScale account, and all other devices were signed out.',
          'If it wasn’t you, change your password at once, and tell whoever runs the platform.',
        ],
      },
      'deletion-asked': {
        subject: 'Your account will be deleted',
        lines: [
          'You have asked for the deletion of your EduScale account, and all devices were signed out. It will be deleted in a week.',
          'If you have changed your mind, or it wasn’t you: sign in within the week and press “Keep my account”. If it wasn’t you, change your password as well.',
        ],
      },
    },
  },
  uk: {
    hello: (name) => `Вітаємо, ${name}!`,
    sign: (host) => `EduScale, ${host}`,
    kinds: {
      'confirm-email': {
        subject: 'Підтвердьте адресу електронної пошти',
        lines: [
          'Цю адресу вказали для вашого облікового запису EduScale. Щоб підтвердити її, відкрийте посилання й натисніть кнопку. Посилання діє 24 години.',
          'Якщо це були не ви, нічого не робіть: адреса не використовуватиметься.',
        ],
        button: 'Підтвердити адресу',
      },
      'reset-password': {
        subject: 'Оберіть новий пароль',
        lines: [
          'Надійшов запит на новий пароль до вашого облікового запису EduScale. Щоб обрати його, відкрийте посилання. Воно діє одну годину й лише один раз.',
          'Якщо це були не ви, нічого не робіть: пароль залишиться тим самим.',
        ],
        button: 'Обрати новий пароль',
      },
      'password-changed': {
        subject: 'Ваш пароль змінено',
        lines: [
          'Щойно змінено пароль вашого облікового запису EduScale; сеанси на всіх інших пристроях завершено.',
          'Якщо це були не ви, негайно оберіть новий пароль за посиланням «Забули пароль?» на сторінці входу.',
          'Ключі доступу й пов’язані облікові записи й далі дають змогу ввійти. Якщо ви змінили пароль, бо хтось проник до запису, вилучіть у налаштуваннях те, що не ваше.',
        ],
      },
      'email-changed': {
        subject: 'Вашу адресу електронної пошти змінено',
        lines: [
          'Ця адреса більше не належить вашому обліковому запису EduScale: щойно її змінено або вилучено.',
          'Якщо це були не ви, негайно змініть пароль і повідомте тих, хто керує платформою.',
        ],
      },
      'second-factor-on': {
        subject: 'Другий крок увімкнено',
        lines: [
          'Відтепер під час кожного входу EduScale запитуватиме код із вашого застосунку.',
          'Якщо це були не ви, негайно змініть пароль і повідомте тих, хто керує платформою.',
        ],
      },
      'second-factor-off': {
        subject: 'Другий крок вимкнено',
        lines: [
          'Відтепер під час входу EduScale запитуватиме лише пароль.',
          'Якщо це були не ви, негайно змініть пароль і знову ввімкніть другий крок.',
        ],
      },
      'passkey-added': {
        subject: 'Додано ключ доступу',
        lines: [
          'Відтепер до вашого облікового запису EduScale можна ввійти ще одним ключем доступу.',
          'Якщо це були не ви, вилучіть його в налаштуваннях облікового запису й негайно змініть пароль.',
        ],
      },
      'passkey-removed': {
        subject: 'Ключ доступу вилучено',
        lines: [
          'Щойно вилучено ключ доступу вашого облікового запису EduScale; увійти ним більше не можна.',
          'Якщо це були не ви, негайно змініть пароль і перевірте інші ключі доступу в налаштуваннях.',
        ],
      },
      'session-stolen': {
        subject: 'Один із ваших сеансів завершено',
        lines: [
          'Два пристрої користувалися тим самим сеансом вашого облікового запису EduScale, тож один із них може бути чужим. Цей сеанс одразу завершено.',
          'Змініть пароль і перевірте свої сеанси та ключі доступу в налаштуваннях.',
        ],
      },
      'account-linked': {
        subject: 'Додано спосіб входу',
        lines: [
          'Відтепер до вашого облікового запису EduScale можна входити й через пов’язаний обліковий запис іншої служби.',
          'Якщо це були не ви, відв’яжіть його в налаштуваннях, одразу змініть пароль і повідомте тих, хто керує платформою.',
        ],
      },
      'account-unlinked': {
        subject: 'Спосіб входу вилучено',
        lines: [
          'Пов’язаний обліковий запис більше не дає входу до вашого облікового запису EduScale, а на всіх інших пристроях виконано вихід.',
          'Якщо це були не ви, одразу змініть пароль і повідомте тих, хто керує платформою.',
        ],
      },
      'deletion-asked': {
        subject: 'Ваш обліковий запис буде видалено',
        lines: [
          'Надійшов запит на видалення вашого облікового запису EduScale; сеанси на всіх пристроях завершено. Його буде видалено за тиждень.',
          'Якщо ви передумали або це були не ви, протягом тижня увійдіть і натисніть «Залишити обліковий запис». Якщо це були не ви, також змініть пароль.',
        ],
      },
    },
  },
  ru: {
    hello: (name) => `Здравствуйте, ${name}!`,
    sign: (host) => `EduScale, ${host}`,
    kinds: {
      'confirm-email': {
        subject: 'Подтвердите адрес электронной почты',
        lines: [
          'Этот адрес указали для вашей учётной записи EduScale. Чтобы подтвердить его, откройте ссылку и нажмите кнопку. Ссылка действует 24 часа.',
          'Если это были не вы, ничего не делайте: адрес не будет использоваться.',
        ],
        button: 'Подтвердить адрес',
      },
      'reset-password': {
        subject: 'Выберите новый пароль',
        lines: [
          'Поступил запрос на новый пароль к вашей учётной записи EduScale. Чтобы выбрать его, откройте ссылку. Она действует один час и только один раз.',
          'Если это были не вы, ничего не делайте: пароль останется прежним.',
        ],
        button: 'Выбрать новый пароль',
      },
      'password-changed': {
        subject: 'Ваш пароль изменён',
        lines: [
          'Только что изменён пароль вашей учётной записи EduScale; сеансы на всех других устройствах завершены.',
          'Если это были не вы, немедленно выберите новый пароль по ссылке «Забыли пароль?» на странице входа.',
          'Ключи доступа и привязанные учётные записи по-прежнему дают войти. Если вы сменили пароль, потому что кто-то проник в запись, удалите в настройках то, что не ваше.',
        ],
      },
      'email-changed': {
        subject: 'Ваш адрес электронной почты изменён',
        lines: [
          'Этот адрес больше не принадлежит вашей учётной записи EduScale: он только что изменён или удалён.',
          'Если это были не вы, немедленно смените пароль и сообщите тем, кто управляет платформой.',
        ],
      },
      'second-factor-on': {
        subject: 'Второй шаг включён',
        lines: [
          'Теперь при каждом входе EduScale будет запрашивать код из вашего приложения.',
          'Если это были не вы, немедленно смените пароль и сообщите тем, кто управляет платформой.',
        ],
      },
      'second-factor-off': {
        subject: 'Второй шаг выключен',
        lines: [
          'Теперь при входе EduScale будет запрашивать только пароль.',
          'Если это были не вы, немедленно смените пароль и снова включите второй шаг.',
        ],
      },
      'passkey-added': {
        subject: 'Добавлен ключ доступа',
        lines: [
          'Теперь в вашу учётную запись EduScale можно войти ещё одним ключом доступа.',
          'Если это были не вы, удалите его в настройках учётной записи и немедленно смените пароль.',
        ],
      },
      'passkey-removed': {
        subject: 'Ключ доступа удалён',
        lines: [
          'Только что удалён ключ доступа вашей учётной записи EduScale; войти им больше нельзя.',
          'Если это были не вы, немедленно смените пароль и проверьте остальные ключи доступа в настройках.',
        ],
      },
      'session-stolen': {
        subject: 'Один из ваших сеансов завершён',
        lines: [
          'Два устройства пользовались одним и тем же сеансом вашей учётной записи EduScale, так что одно из них может быть чужим. Этот сеанс сразу завершён.',
          'Смените пароль и проверьте свои сеансы и ключи доступа в настройках.',
        ],
      },
      'account-linked': {
        subject: 'Добавлен способ входа',
        lines: [
          'Теперь в вашу учётную запись EduScale можно войти и через привязанную учётную запись другой службы.',
          'Если это были не вы, отвяжите её в настройках, сразу смените пароль и сообщите тем, кто управляет платформой.',
        ],
      },
      'account-unlinked': {
        subject: 'Способ входа удалён',
        lines: [
          'Привязанная учётная запись больше не даёт входа в вашу учётную запись EduScale, а на всех остальных устройствах выполнен выход.',
          'Если это были не вы, сразу смените пароль и сообщите тем, кто управляет платформой.',
        ],
      },
      'deletion-asked': {
        subject: 'Ваша учётная запись будет удалена',
        lines: [
          'Поступил запрос на удаление вашей учётной записи EduScale; сеансы на всех устройствах завершены. Она будет удалена через неделю.',
          'Если вы передумали или это были не вы, в течение недели войдите и нажмите «Оставить учётную запись». Если это были не вы, ещё и смените пароль.',
        ],
      },
    },
  },
  pl: {
    hello: (name) => `Cześć, ${name}!`,
    sign: (host) => `EduScale, ${host}`,
    kinds: {
      'confirm-email': {
        subject: 'Potwierdź adres e-mail',
        lines: [
          'Ten adres podano jako adres Twojego konta EduScale. Aby go potwierdzić, otwórz link i naciśnij przycisk. Link działa przez 24 godziny.',
          'Jeśli to nie Ty, nic nie rób: adres nie będzie używany.',
        ],
        button: 'Potwierdź adres',
      },
      'reset-password': {
        subject: 'Wybierz nowe hasło',
        lines: [
          'Otrzymaliśmy prośbę o nowe hasło do Twojego konta EduScale. Aby je wybrać, otwórz link. Działa przez godzinę i tylko raz.',
          'Jeśli to nie Ty, nic nie rób: hasło się nie zmieni.',
        ],
        button: 'Wybierz nowe hasło',
      },
      'password-changed': {
        subject: 'Twoje hasło zostało zmienione',
        lines: [
          'Hasło Twojego konta EduScale zostało właśnie zmienione, a wszystkie inne urządzenia zostały wylogowane.',
          'Jeśli to nie Ty, natychmiast wybierz nowe hasło za pomocą linku „Nie pamiętasz hasła?” na stronie logowania.',
          'Klucze dostępu i połączone konta nadal pozwalają się zalogować. Jeśli zmieniasz hasło, bo ktoś dostał się na konto, usuń w ustawieniach to, co nie jest twoje.',
        ],
      },
      'email-changed': {
        subject: 'Twój adres e-mail został zmieniony',
        lines: [
          'Ten adres nie należy już do Twojego konta EduScale: został właśnie zmieniony lub usunięty.',
          'Jeśli to nie Ty, natychmiast zmień hasło i powiadom osoby, które prowadzą platformę.',
        ],
      },
      'second-factor-on': {
        subject: 'Drugi krok jest włączony',
        lines: [
          'Od teraz przy każdym logowaniu EduScale będzie prosić o kod z Twojej aplikacji.',
          'Jeśli to nie Ty, natychmiast zmień hasło i powiadom osoby, które prowadzą platformę.',
        ],
      },
      'second-factor-off': {
        subject: 'Drugi krok jest wyłączony',
        lines: [
          'Od teraz przy logowaniu EduScale będzie prosić tylko o hasło.',
          'Jeśli to nie Ty, natychmiast zmień hasło i ponownie włącz drugi krok.',
        ],
      },
      'passkey-added': {
        subject: 'Dodano klucz dostępu',
        lines: [
          'Od teraz do Twojego konta EduScale można wejść jeszcze jednym kluczem dostępu.',
          'Jeśli to nie Ty, usuń go w ustawieniach konta i natychmiast zmień hasło.',
        ],
      },
      'passkey-removed': {
        subject: 'Klucz dostępu został usunięty',
        lines: [
          'Właśnie usunięto klucz dostępu Twojego konta EduScale; nie można się już nim zalogować.',
          'Jeśli to nie Ty, natychmiast zmień hasło i sprawdź pozostałe klucze dostępu w ustawieniach.',
        ],
      },
      'session-stolen': {
        subject: 'Jedna z Twoich sesji została zakończona',
        lines: [
          'Dwa urządzenia korzystały z tej samej sesji Twojego konta EduScale, więc jedno z nich może być obce. Ta sesja została od razu zakończona.',
          'Zmień hasło i sprawdź swoje sesje oraz klucze dostępu w ustawieniach.',
        ],
      },
      'account-linked': {
        subject: 'Dodano sposób logowania',
        lines: [
          'Od teraz do Twojego konta EduScale można się logować także przez połączone konto innego dostawcy.',
          'Jeśli to nie Ty, odłącz je w ustawieniach, od razu zmień hasło i powiadom osobę prowadzącą platformę.',
        ],
      },
      'account-unlinked': {
        subject: 'Usunięto sposób logowania',
        lines: [
          'Połączone konto nie służy już do logowania na Twoje konto EduScale, a wszystkie inne urządzenia zostały wylogowane.',
          'Jeśli to nie Ty, od razu zmień hasło i powiadom osobę prowadzącą platformę.',
        ],
      },
      'deletion-asked': {
        subject: 'Twoje konto zostanie usunięte',
        lines: [
          'Otrzymaliśmy prośbę o usunięcie Twojego konta EduScale, a wszystkie urządzenia zostały wylogowane. Konto zostanie usunięte za tydzień.',
          'Jeśli zmienisz zdanie albo to nie Ty: zaloguj się w ciągu tygodnia i naciśnij „Zachowaj konto”. Jeśli to nie Ty, zmień też hasło.',
        ],
      },
    },
  },
}
