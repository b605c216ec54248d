using System.Net;
using Ringback.Catalogue;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Cases;

/// <summary>A phone was seen at an address.</summary>
/// <param name="Address">The address.</param>
/// <param name="At">When it was last seen there.</param>
/// <param name="IsSure">
/// True when its own MAC was seen there; false when it only registered from there, perhaps through somebody who
/// translates addresses.
/// </param>
public sealed record PhoneSighting(IPAddress Address, DateTimeOffset At, bool IsSure);

/// <summary>A machine took a file that carries a phone's name.</summary>
/// <param name="At">When.</param>
/// <param name="Address">The machine's address.</param>
/// <param name="Sitter">The MAC address that the kernel has there; not the phone's.</param>
/// <param name="Name">The file.</param>
public sealed record ConfigurationTake(DateTimeOffset At, IPAddress Address, MacAddress Sitter, string Name);

/// <summary>
/// Who took the configuration of a phone besides the phone. Pure. That another MAC sits at the asking address says
/// nothing by itself: a router or a computer that translates addresses sits there for all phones behind it. It says
/// something together with one of these:
/// </summary>
/// <remarks>
/// <code>
///   a phone sits there      one that asked for its own file from that address: phones translate for nobody
///   seen elsewhere just now the phone itself was seen at another address seconds ago: it cannot have started since
///   seen elsewhere after    the phone prolongs its lease at another address, and has not started in between
/// </code>
/// </remarks>
internal static class ConfigurationTakes
{
    private const int MostKept = 4;

    /// <summary>A 7940 needs some fifteen seconds from its power to its first question; a soft restart less.</summary>
    private static readonly TimeSpan ShortestStart = TimeSpan.FromSeconds(8);

    /// <summary>True for a file that holds what is one phone's own: anything with its name but lists of certificates.
    /// </summary>
    internal static bool IsOwn(RequestedFile file) =>
        file is { Mac: not null, Kind: not (RequestedKind.TrustList or RequestedKind.IdentityList) };

    /// <summary>True when the event is another machine's doing, in the name of this phone.</summary>
    /// <param name="phone">The phone in whose name it is.</param>
    /// <param name="sitter">The case of who sits at the asking address; null when there is none.</param>
    /// <param name="e">What happened.</param>
    internal static bool IsAnothers(PhoneCase phone, PhoneCase? sitter, PhoneEvent e) => e switch
    {
        FileAsked { Sitter: { } mac, Address: { } from } asked when mac != asked.Mac =>
            IsPhoneAt(sitter, from) || IsSeenElsewhere(phone, from, asked.At),
        // What follows a question is told in the phone's name too.
        TransferEnded or TransferProgressed => phone.Takes is [.., var last] && last.Address.Equals(e.Address)
            && !last.Address.Equals(phone.Sighting?.Address),
        _ => false,
    };

    /// <summary>The phone's case after another machine asked in its name: nothing is believed but that.</summary>
    internal static PhoneCase Note(PhoneCase phone, PhoneEvent e) =>
        e is FileAsked { Outcome: AskOutcome.Served, Sitter: { } sitter, Address: { } from } asked
        && IsOwn(RequestedFile.Recognise(asked.Name))
            ? Add(phone, new ConfigurationTake(asked.At, from, sitter, asked.Name))
            : phone;

    /// <summary>What an event of the phone itself says of where it is, and of what others took before.</summary>
    internal static PhoneCase After(PhoneCase before, PhoneCase after, PhoneEvent e)
    {
        if (e is AddressAsked { Ask: AddressAsk.Discover or AddressAsk.Reboot })
            return after.Suspect is null ? after : after with { Suspect = null };
        if (e is FileAsked { Sitter: { } sitter, Address: { } from } asked && sitter != asked.Mac)
        {
            bool isSuspect = asked.Outcome is AskOutcome.Served && IsOwn(RequestedFile.Recognise(asked.Name))
                && before.Sighting is { IsSure: true } known && !known.Address.Equals(from);
            return isSuspect
                ? after with { Suspect = new ConfigurationTake(asked.At, from, sitter, asked.Name) }
                : after;
        }

        if (e.Address is not { } here || !IsItself(e, out bool isSure)) return after;
        bool isWhereItWas = here.Equals(before.Sighting?.Address);
        if (after.Suspect is { } suspect && e is AddressAsked { Ask: AddressAsk.Renew or AddressAsk.Rebind })
        {
            after = after with { Suspect = null };
            if (!suspect.Address.Equals(here) && isWhereItWas) after = Add(after, suspect);
        }

        isSure |= isWhereItWas && before.Sighting!.IsSure;
        return after with { Sighting = new PhoneSighting(here, e.At, isSure) };
    }

    private static bool IsPhoneAt(PhoneCase? sitter, IPAddress from) =>
        sitter is { HasNamedItself: true, Address: { } its } && its.Equals(from);

    private static bool IsSeenElsewhere(PhoneCase phone, IPAddress from, DateTimeOffset at) =>
        phone.Sighting is { IsSure: true } seen && !seen.Address.Equals(from)
        && at - seen.At < ShortestStart && at >= seen.At;

    /// <summary>
    /// True for what a phone does at its address; sure when its own MAC is seen in it. A question without a sitter is
    /// neither: the kernel may not know yet who translates addresses there.
    /// </summary>
    private static bool IsItself(PhoneEvent e, out bool isSure)
    {
        isSure = e is NeighbourSought or AddressAsked || (e is FileAsked asked && asked.Sitter == asked.Mac);
        return isSure || e is PhoneRegistered;
    }

    private static PhoneCase Add(PhoneCase phone, ConfigurationTake take) => phone with
    {
        Takes = (phone.Takes.Count < MostKept ? phone.Takes : phone.Takes.RemoveAt(0)).Add(take),
        TakeCount = phone.TakeCount + 1,
    };
}
