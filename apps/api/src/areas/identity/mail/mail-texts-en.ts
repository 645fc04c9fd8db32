import type { MailTexts } from './mail-kinds'

export const en: MailTexts = {
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
        'A passkey of your EduScale account was removed just now; nobody can sign in with it any more, and all other devices were signed out.',
        'If it wasn’t you, change your password at once, and look at the other passkeys in the settings.',
      ],
    },
    'session-stolen': {
      subject: 'One of your sessions was ended',
      lines: [
        'Two devices used the same session of your EduScale account, so one of them may be a stranger’s. That session was ended at once.',
        'Change your password, and look at your sessions and passkeys in the settings.',
      ],
    },
    'account-linked': {
      subject: 'A way in was added',
      lines: [
        'From now on one can also sign in to your EduScale account with a linked account of another service.',
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
    'deletion-undone': {
      subject: 'Your account stays',
      lines: [
        'Your EduScale account will not be deleted: somebody who is signed in to it has pressed “Keep my account”.',
        'If it wasn’t you, change your password at once, and ask for the deletion again if you want it.',
      ],
    },
  },
}
