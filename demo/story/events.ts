import type { SpComponentStatus, SpImpact, SpIncidentStatus, SpMaintenanceStatus } from './statuspage-documents.ts'

/**
 * What happened at Posthorn Mail, an invented mail host whose story did happen to another one: a server move planned
 * for three hours, expected to take fifteen minutes, and closed after nineteen updates and nearly five days.
 * Times are wall-clock times in Berlin, where it was winter (+01:00).
 */

export interface StoryUpdate<Status extends string> {
  at: string
  status: Status
  body: string
}

interface StoryEvent<Status extends string> {
  /** Twelve letters and digits, as such pages have them. */
  id: string
  name: string
  impact: SpImpact
  componentIds: string[]
  /** Oldest first. */
  updates: StoryUpdate<Status>[]
}

export type StoryIncident = StoryEvent<SpIncidentStatus>

export interface StoryMaintenance extends StoryEvent<SpMaintenanceStatus> {
  scheduledFor: string
  /** What the page gave as the end, from when on; oldest first. */
  scheduledUntil: { from: string; until: string }[]
  /** What the page called its components while work was under way. */
  componentStatus: SpComponentStatus
}

export const serverMove: StoryMaintenance = {
  id: 'fn7v2kq8x4mr',
  name: 'Finch moves to a new chassis',
  impact: 'maintenance',
  componentIds: ['im4p7wq2k9dz', 'sm7t3pc6v1hx', 'wb2k8yf5n4ju', 'cp9n6ra3t7le'],
  componentStatus: 'under_maintenance',
  scheduledFor: '2023-12-06T03:45',
  scheduledUntil: [
    { from: '2023-12-06T01:45', until: '2023-12-06T06:45' },
    { from: '2023-12-07T06:28', until: '2023-12-10T22:12' },
  ],
  updates: [
    {
      at: '2023-12-06T01:45',
      status: 'scheduled',
      body: `The disks of Finch have to go into another chassis. We could not announce this earlier, as the slot in the data centre came up at short notice. The work is much the same as for the last restart, so expect Finch back soon. Mail sent to you in the meantime is not lost: you will notice no more than a phone without signal in a short tunnel.

Three hours are reserved for this. We expect to need 10 to 15 minutes.`,
    },
    { at: '2023-12-06T03:45', status: 'in_progress', body: 'The move has begun.' },
    {
      at: '2023-12-06T05:05',
      status: 'in_progress',
      body: 'Finch came up at its last restart without trouble, but this time its operating system does not start. We are on it. There is no reason to worry: incoming mail waits for you. A new chassis is sometimes good for a surprise.',
    },
    { at: '2023-12-06T05:51', status: 'in_progress', body: 'We are still on it.' },
    { at: '2023-12-06T07:26', status: 'in_progress', body: 'Work goes on, nothing new to tell.' },
    {
      at: '2023-12-06T08:17',
      status: 'in_progress',
      body: `The move has failed, and two teams now work on two ways out:

1. Getting Finch to start again
2. Restoring the backups on a new server

We would love to say which of them gets there first. We cannot.`,
    },
    {
      at: '2023-12-06T15:09',
      status: 'in_progress',
      body: 'We have all but given up Finch: its file system is badly damaged. The backups are being restored, which is no quick job.',
    },
    {
      at: '2023-12-06T18:20',
      status: 'in_progress',
      body: 'We are getting on. All we could promise now is “somewhere between 1 and 48 hours”, and that helps nobody, so there is no estimate yet.',
    },
    {
      at: '2023-12-06T20:01',
      status: 'in_progress',
      body: 'A day of ups and downs with the old machine. For a moment it even answered a ping, then its file system turned read-only and refused to mount again. Moving the backups to a new server goes on regardless of the repair. Any estimate would be careless: there is nothing to base it on.',
    },
    {
      at: '2023-12-06T23:08',
      status: 'in_progress',
      body: 'The restore is still running. When all this is over we will publish a full account of it on our blog.',
    },
    {
      at: '2023-12-07T06:28',
      status: 'in_progress',
      body: `The backups are still coming in. It does work, only dreadfully slowly. Why that is so deserves a talk of its own; first we want you back online. Meanwhile we keep trying drastic things with the old server. The chances are slim, but whatever could end this sooner and better gets tried.

Please do not read the end time shown here as a forecast. It is a date picked at random so that this notice stays open.`,
    },
    {
      at: '2023-12-07T15:50',
      status: 'in_progress',
      body: 'Both ways continue today: the restore, and reviving the old server. Copying to the new one takes far longer than we had imagined, as every single message is a file of its own. We keep at it.',
    },
    { at: '2023-12-07T20:14', status: 'in_progress', body: 'Nothing to add to our last message.' },
    {
      at: '2023-12-08T01:31',
      status: 'in_progress',
      body: `We say goodbye to the old Finch: it will not return. Two efforts are in a race now:

1. Restoring the backups on a new server in Germany
2. Setting up a new server right beside the old one, mounting the old disk from a rescue system and moving the data across

The winner becomes your mail server.`,
    },
    {
      at: '2023-12-08T01:48',
      status: 'in_progress',
      body: `How the race stands:

1. The restore to the new server in Germany goes on. The backups are in the same data centre, so no connection is faster.
2. The old file system can be mounted from a rescue system. That has not failed in any test so far, though it may. Beside it we build a new server and first copy just enough to give everybody their account back, without the messages. Once all accounts are online, the messages follow.

A daring plan. Wish us luck.`,
    },
    {
      at: '2023-12-08T03:09',
      status: 'in_progress',
      body: `There are now three servers called Finch:

1. Old Finch, which is dead
2. New Finch, on which the backups are being restored
3. Trial Finch, to which we try to bring the data of Old Finch in an unusual way

Number 2 or number 3 will be your server. If it is Trial Finch, you are online tonight and see none of your earlier mail at first; it then comes back bit by bit as we copy it. That is what we hope for, with New Finch to fall back on. We know that this is confusing.

At the moment Old Finch runs another xfs_repair, so that we can mount its disk and copy the skeleton (accounts and mailboxes) to Trial Finch. The server’s address already points to Trial Finch, where a fresh control panel is being installed. A script makes sure that port 25 stays shut until the end: the mail server must not turn away the messages that are waiting for you.

With Trial Finch there may be no Kite webmail for some more hours. For having everybody back tonight we find that acceptable.`,
    },
    {
      at: '2023-12-08T06:09',
      status: 'in_progress',
      body: `In a moment we let everybody onto Finch. Please note:

1. Kite webmail stays off tonight, as its database does not get along with the new server’s version of MySQL. Two other webmail programs are ready: Lantern and Plain.
2. Your earlier mail is not there yet. It is not lost! We wanted you to be able to send and receive first. Bringing the rest back takes longer, a few days perhaps, and we did not want you to wait for that.
3. You may meet a few odd things. We hope not many.`,
    },
    {
      at: '2023-12-08T06:55',
      status: 'in_progress',
      body: 'Finch is online. If you cannot sign in yet, it should work within the hour. Do read the three points of the message before this one, they matter. We now start to copy your earlier mail. It will be a while, and there will be fewer messages here about it.',
    },
    {
      at: '2023-12-10T22:12',
      status: 'completed',
      body: 'Kite webmail is back on Finch. Apart from some mail that is still on its way from the backup server, we regard this as done. Should anything still be amiss, please open a ticket.',
    },
  ],
}

/** Last week's restart, so that the history has a maintenance that went as planned. */
const restart: StoryMaintenance = {
  id: 'rb3c9wz6h2ty',
  name: 'Finch restarts for a new kernel',
  impact: 'maintenance',
  componentIds: ['im4p7wq2k9dz', 'sm7t3pc6v1hx', 'wb2k8yf5n4ju'],
  componentStatus: 'under_maintenance',
  scheduledFor: '2023-11-28T04:00',
  scheduledUntil: [{ from: '2023-11-26T10:30', until: '2023-11-28T05:00' }],
  updates: [
    { at: '2023-11-26T10:30', status: 'scheduled', body: 'Finch gets a new kernel and has to restart once.' },
    { at: '2023-11-28T04:00', status: 'in_progress', body: 'The restart has begun.' },
    { at: '2023-11-28T04:18', status: 'completed', body: 'Finch is back after 18 minutes.' },
  ],
}

export const maintenances: StoryMaintenance[] = [serverMove, restart]

/** Newest first, as in the feed. */
export const incidents: StoryIncident[] = [
  {
    id: 'iv5d1bs8g4qo',
    name: 'Invoices for November sent twice',
    impact: 'none',
    componentIds: ['bl1v5gm8s2ko'],
    updates: [
      {
        at: '2023-12-08T11:05',
        status: 'identified',
        body: 'Some customers received their invoice for November twice. It is one invoice with one number, and it is charged once.',
      },
      { at: '2023-12-08T16:30', status: 'resolved', body: 'No further copies are being sent. You need not do anything.' },
    ],
  },
  {
    id: 'ns8q4jt1p6wf',
    name: 'Slow answers from one name server',
    impact: 'minor',
    componentIds: ['dn4x7eb1q6ci'],
    updates: [
      {
        at: '2023-12-07T10:12',
        status: 'investigating',
        body: 'Our second name server in Frankfurt answers late. Names still resolve through the other three.',
      },
      {
        at: '2023-12-07T10:40',
        status: 'identified',
        body: 'A flood of false queries keeps it busy. We are filtering them out upstream.',
      },
      { at: '2023-12-07T11:15', status: 'monitoring', body: 'The filter works, and answers are fast again. We keep watching.' },
      { at: '2023-12-07T12:05', status: 'resolved', body: 'All four name servers have answered in time for 50 minutes.' },
    ],
  },
  {
    id: 'cd6y2pn9u3ka',
    name: 'Card payments declined',
    impact: 'minor',
    componentIds: ['bl1v5gm8s2ko'],
    updates: [
      {
        at: '2023-11-21T14:10',
        status: 'investigating',
        body: 'Our payment provider turns some cards down. Nobody is locked out over an unpaid invoice.',
      },
      { at: '2023-11-21T15:25', status: 'resolved', body: 'Cards are accepted again. Failed payments were repeated.' },
    ],
  },
]
