using System.Collections.Immutable;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Phones.Symptoms;

namespace Ringback.Phones.Cases;

/// <summary>
/// Which boot an event belongs to, and where the next one begins. Pure. A phone that repeats a question that got no
/// confirmed answer is still in the same boot: answers get lost (sources.md 7940-7960-code §3, §6).
/// </summary>
internal static class BootFold
{
    /// <summary>Boots that are kept; what older ones showed is in <see cref="PhoneCase.Earlier"/>.</summary>
    internal const int MostBoots = 4;

    /// <summary>
    /// Questions of a boot that are kept. The longest hunt is some ten names, and an application asks for some twenty.
    /// </summary>
    internal const int MostAsks = 40;

    /// <summary>Earlier sendings of one question that are kept: the SCCP application has three rounds of
    /// five.</summary>
    internal const int MostSends = 15;

    /// <summary>Words of a phone that are kept of one boot.</summary>
    internal const int MostWords = 8;

    /// <summary>What SCCP loads want to know by DHCP, in their order.</summary>
    private static readonly int[] WantedBySccp = [1, 66, 6, 3, 15, 150, 35];

    /// <summary>
    /// The longest that a phone asks for one name before it goes on: three rounds of 20 s (sources.md 7940-7960-code
    /// §6).
    /// </summary>
    private static readonly TimeSpan LongestRepeat = TimeSpan.FromSeconds(75);

    /// <summary>
    /// The longest that a phone lets go by before it registers again by SIP: an hour, which is what it asks for, and
    /// some minutes.
    /// </summary>
    private static readonly TimeSpan LongestBinding = TimeSpan.FromMinutes(65);

    /// <summary>True for the names with which phones begin to look for their files.</summary>
    internal static bool BeginsHunt(this RequestedKind kind) =>
        kind is RequestedKind.DualBoot or RequestedKind.TrustList or RequestedKind.DefaultManifest;

    internal static PhoneCase Apply(PhoneCase before, PhoneEvent e, PhoneCatalogue catalogue)
    {
        if (e is PhoneRegistered again && IsStanding(before, again)) return before;
        KeptBoots after = Boots(new KeptBoots(before.Boots, before.Earlier), e, catalogue);
        if (before.Boots == after.Boots && ReferenceEquals(before.Earlier, after.Earlier)) return before;
        Beliefs known = IsSettledAsBefore(before, after) ? before.Settled! : Settled(after);
        return before with
        {
            Boots = after.Boots, Earlier = after.Earlier, Settled = known,
            Shown = after.Boots is [.., var now] ? Beliefs.After(known, now) : known,
        };
    }

    /// <summary>What all boots but the last show.</summary>
    private static Beliefs Settled(KeptBoots phone)
    {
        Beliefs known = phone.Earlier;
        for (int b = 0; b < phone.Boots.Length - 1; b++) known = Beliefs.AfterAll(known, phone.Boots[b]);
        return known;
    }

    /// <summary>True when nothing but the last boot is other than before, as after nearly every event.</summary>
    private static bool IsSettledAsBefore(PhoneCase before, KeptBoots after)
    {
        if (before.Settled is null || before.Boots.Length != after.Boots.Length) return false;
        if (!ReferenceEquals(before.Earlier, after.Earlier)) return false;
        for (int b = 0; b < after.Boots.Length - 1; b++)
        {
            if (!ReferenceEquals(before.Boots[b], after.Boots[b])) return false;
        }

        return true;
    }

    private static KeptBoots Boots(KeptBoots phone, PhoneEvent e, PhoneCatalogue catalogue) => e switch
    {
        AddressAsked { Ask: AddressAsk.Discover or AddressAsk.Reboot } asked when !IsStillAddressing(phone) =>
            Begin(phone, new Boot(e.At, e.Origin, BootSign.Address)
            {
                Said = SaidBy(asked, catalogue), HoldsBothKeys = KeysSaidBy(asked, catalogue),
            }),
        FileAsked asked => Asked(phone, asked),
        NameForgiven forgiven => Last(phone, a => a.Name == forgiven.Name, a => a with
        {
            Forgiven = new BootForgiven(forgiven.Code, forgiven.Meant, forgiven.Advice),
        }),
        TransferEnded ended => Ended(phone, ended),
        AlarmReceived alarm => Now(phone, e, b => b with
        {
            Alarm = new BootAlarm(e.At, e.Origin, alarm.Text, alarm.Load),
        }),
        RegistrationRefused refused => Now(phone, e, b => b with
        {
            Refusal = new BootRefusal(e.At, e.Origin, CaseFold.ProtocolOf(refused.Via), refused.Because),
        }),
        PhoneSaid said when SymptomTable.BuiltIn.Tells(said.Text) => Now(phone, e, b => b with
        {
            Words = (b.Words.Length < MostWords ? b.Words : b.Words.RemoveAt(0))
                .Add(new BootWord(e.At, e.Origin, said.Text)),
        }),
        PhoneRegistered up => Now(phone, e, b => b with
        {
            Refusal = null,
            Registration = new BootRegistration(
                e.At, e.Origin, CaseFold.ProtocolOf(up.Via), up.Load, up.Version),
        }),
        _ => phone,
    };

    /// <summary>
    /// True when a phone only says again by SIP that it is there, as it does every hour at the latest: it is up for as
    /// long as it was before. An alarm, a question for firmware or a longer silence may be a start that nobody saw;
    /// what registers by SCCP or MGCP does so because it has started.
    /// </summary>
    private static bool IsStanding(PhoneCase phone, PhoneRegistered up) =>
        phone.Boots is [.., { Registration: { Protocol: PhoneProtocol.Sip } before, Refusal: null } now]
        && up.Via is ProofKind.SipRegister && before.Load == up.Load && before.Version == up.Version
        && up.At - phone.LastSeen < LongestBinding && !(now.Alarm?.At > before.At)
        && !now.Asks.Exists(a => a.At > before.At && a.Kind is not RequestedKind.Trimming);

    /// <summary>True when that question begins a new boot.</summary>
    internal static bool Begins(PhoneCase phone, RequestedFile asked) => Begins(phone.Boots, asked);

    private static bool Begins(ImmutableArray<Boot> boots, RequestedFile asked, DateTimeOffset? at = null)
    {
        if (!asked.Kind.BeginsHunt()) return false;
        if (boots is not [.., { } now]) return true;
        if (now.Asks is not [.., { } last]) return now.Registration is not null;
        // A phone that lost the answer asks again; one that had it whole has restarted.
        if (last.Kind == asked.Kind && now.Registration is null)
            return last.IsConfirmed || (at is { } then && then - last.At > LongestRepeat);
        // The loader starts an application that it has or has just fetched, and that asks from the beginning.
        bool startsApplication = asked.Kind is RequestedKind.TrustList && now.Registration is null
            && last.Kind is RequestedKind.Manifest or RequestedKind.Application
            && now.Asks.Count(a => a.Kind is RequestedKind.TrustList) < 2;
        return !startsApplication;
    }

    /// <summary>What is believed at a question that may begin a new boot, so that the last one is over.</summary>
    internal static Beliefs AtQuestion(PhoneCase phone, RequestedFile asked) =>
        phone.Boots is [.., var last] && Begins(phone, asked) ? Beliefs.AfterAll(phone.Shown, last) : phone.Shown;

    private static bool IsStillAddressing(KeptBoots phone) =>
        phone.Boots is [.., { By: BootSign.Address, Asks.Length: 0, Registration: null, Alarm: null }];

    /// <summary>
    /// What the options show that a phone asks for: 151 only the universal loader and the SIP applications that came
    /// with it want; a class without a model only SCCP loads from before it have (sources.md 7940-7960-code §7).
    /// </summary>
    private static BootCode SaidBy(AddressAsked asked, PhoneCatalogue catalogue)
    {
        const int option151 = 151;
        if (asked.VendorClass is not { } said) return BootCode.Unknown;
        if (catalogue.ReadDhcpClass(said).Kind is DhcpClassKind.WithoutModel)
            return asked.Wants.SequenceEqual(WantedBySccp) ? BootCode.Early : BootCode.Unknown;
        bool isOurs = catalogue.FindByDhcpClass(said)?.FirmwareFamily == FirmwareFile.Family7940And7960;
        return isOurs && asked.Wants.Contains(option151) ? BootCode.Universal : BootCode.Unknown;
    }

    /// <summary>
    /// The universal loader of 7.5 ends its name with a NUL and knows the older key only; those of 8.12 and
    /// 8.1(2)SR2 do not and know both (sources.md 7940-7960-code §1, §7). What lies between them is not known.
    /// </summary>
    private static bool? KeysSaidBy(AddressAsked asked, PhoneCatalogue catalogue) =>
        asked.HostName is { Length: 3 + MacAddress.Digits } name && SaidBy(asked, catalogue) is BootCode.Universal
            && name[..3] is "SEP" or "SIP" or "MGC"
            ? !asked.HostNameEndsInNul
            : null;

    private static KeptBoots Asked(KeptBoots phone, FileAsked asked)
    {
        RequestedFile file = RequestedFile.Recognise(asked.Name);
        if (Begins(phone.Boots, file, asked.At)) phone = Begin(phone, new Boot(asked.At, asked.Origin, BootSign.Hunt));
        BootAsk question = new(asked.Name, file.Kind, asked.At, asked.At, asked.Origin)
        {
            File = file,
            Port = asked.Port, Outcome = asked.Outcome, Served = asked.Served, NamesLoad = asked.NamesLoad,
            Length = asked.Length, LookedFor = asked.LookedFor,
        };
        Boot now = phone.Boots is [.., var begun] ? begun : new Boot(asked.At, asked.Origin, BootSign.Heard);
        return Now(phone, now.Asks is [.., var last] && last.Name == asked.Name && !last.IsConfirmed
            ? now with
            {
                Asks = now.Asks.SetItem(now.Asks.Length - 1, question with
                {
                    Began = last.Began, Times = last.Times + 1, Sends = Sent(last),
                }),
            }
            : now with { Asks = now.Asks.Add(question) });
    }

    private static KeptBoots Ended(KeptBoots phone, TransferEnded ended)
    {
        for (int b = phone.Boots.Length - 1; b >= Math.Max(0, phone.Boots.Length - 2); b--)
        {
            ImmutableArray<BootAsk> asks = phone.Boots[b].Asks;
            for (int i = asks.Length - 1; i >= 0; i--)
            {
                if (IsIts(asks[i], ended.Port, ended.Name)) return With(phone, b, i, Ended(asks[i], ended));
            }
        }

        return phone;
    }

    private static BootAsk Ended(BootAsk ask, TransferEnded ended) => ask with
    {
        Ended = ended.Outcome, EndedAt = ended.At, EndEvidence = ended.Origin, Bytes = ended.Bytes,
        Length = ended.Length, BlockSize = ended.BlockSize, Retransmissions = ended.Retransmissions,
        ErrorText = ended.PhoneMessage, ErrorCode = ended.PhoneErrorCode,
        // What was sent was there.
        Outcome = ask.Outcome is AskOutcome.Unknown ? AskOutcome.Served : ask.Outcome,
    };

    /// <summary>True for the question that a later word from the server is about.</summary>
    internal static bool IsIts(BootAsk ask, int port, string name)
    {
        bool isNamed = ask.Name == name || ask.Served == name || ask.LookedFor == name;
        return port != 0 && ask.Port != 0 ? ask.Port == port && isNamed : !ask.IsConfirmed && isNamed;
    }

    private static ImmutableArray<AskSend> Sent(BootAsk before)
    {
        ImmutableArray<AskSend> sends = before.Sends.Length < MostSends ? before.Sends : before.Sends.RemoveAt(0);
        return sends.Add(before.AllSends[^1]);
    }

    /// <summary>Changes the last question that fits; a phone in a hurry may have begun a new boot meanwhile.</summary>
    private static KeptBoots Last(KeptBoots phone, Predicate<BootAsk> fits, Func<BootAsk, BootAsk> change)
    {
        for (int b = phone.Boots.Length - 1; b >= Math.Max(0, phone.Boots.Length - 2); b--)
        {
            int at = phone.Boots[b].Asks.FindLastIndex(fits);
            if (at >= 0) return With(phone, b, at, change(phone.Boots[b].Asks[at]));
        }

        return phone;
    }

    private static KeptBoots With(KeptBoots phone, int boot, int at, BootAsk ask)
    {
        Boot before = phone.Boots[boot];
        return phone with
        {
            Boots = phone.Boots.SetItem(boot, before with { Asks = before.Asks.SetItem(at, ask) }),
        };
    }

    private static KeptBoots Now(KeptBoots phone, PhoneEvent e, Func<Boot, Boot> change) =>
        Now(phone, change(phone.Boots is [.., var now] ? now : new Boot(e.At, e.Origin, BootSign.Heard)));

    /// <summary>The last boot is so now.</summary>
    private static KeptBoots Now(KeptBoots phone, Boot after)
    {
        ImmutableArray<Boot> boots = phone.Boots.IsEmpty ? [after] : phone.Boots;
        if (after.Asks.Length <= MostAsks) return phone with { Boots = boots.SetItem(boots.Length - 1, after) };
        // What is not kept is still believed: all before it goes the same way, so that the order stays.
        Boot shed = after with { Asks = [after.Asks[0]], Registration = null, Alarm = null };
        return phone with
        {
            Earlier = Beliefs.After(boots.RemoveAt(boots.Length - 1).Aggregate(phone.Earlier, Beliefs.AfterAll), shed),
            Boots = [after with { Asks = after.Asks.RemoveAt(0), Said = BootCode.Unknown }],
        };
    }

    private static KeptBoots Begin(KeptBoots phone, Boot next)
    {
        if (phone.Boots.Length < MostBoots) return phone with { Boots = phone.Boots.Add(next) };
        return phone with
        {
            Earlier = Beliefs.AfterAll(phone.Earlier, phone.Boots[0]), Boots = phone.Boots.RemoveAt(0).Add(next),
        };
    }

    /// <summary>The boots that are kept, and what those before them showed.</summary>
    private readonly record struct KeptBoots(ImmutableArray<Boot> Boots, Beliefs Earlier);
}
