import type { MailTexts } from './mail-kinds'

export const pl: MailTexts = {
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
        'Właśnie usunięto klucz dostępu Twojego konta EduScale; nie można się już nim zalogować, a wszystkie inne urządzenia zostały wylogowane.',
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
        'Od teraz do Twojego konta EduScale można się logować także przez połączone konto innej usługi.',
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
    'deletion-undone': {
      subject: 'Twoje konto pozostaje',
      lines: [
        'Twoje konto EduScale nie zostanie usunięte: ktoś zalogowany na nie nacisnął „Zachowaj konto”.',
        'Jeśli to nie Ty, natychmiast zmień hasło i, jeśli chcesz usunąć konto, poproś o to jeszcze raz.',
      ],
    },
  },
}
