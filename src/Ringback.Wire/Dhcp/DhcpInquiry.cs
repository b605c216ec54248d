using System.Globalization;
using System.Text;

namespace Ringback.Wire.Dhcp;

/// <summary>
/// Asks as a 7940 asks (sources.md 7940-7960 §2.2) and gathers the offers of all servers; with
/// <see cref="DhcpInquiryOptions.TakeFrom"/> it also takes one and gives it back. It owns no socket and no clock.
/// </summary>
/// <remarks>
/// <code>
///  asking ──────── its offer, when one is to be taken ────────► requesting
///    │ DISCOVER, again                                            │ REQUEST, again
///    └────── the end, or enough servers ──────► ended ◄───────────┘
///                                                      ACK (then RELEASE), NAK, or the end
/// </code>
/// </remarks>
public sealed class DhcpInquiry(DhcpInquiryOptions options)
{
    /// <summary>Servers that are remembered; more on one network would be a flood.</summary>
    public const int MostServers = 32;

    // What a phone's parameter request list has: mask, TFTP name, DNS, router, domain, TFTP servers, ARP timeout.
    private static readonly byte[] Wanted = [1, 66, 6, 3, 15, 150, 35];

    private readonly List<DhcpAnswer> _offers = [];
    private TimeSpan? _begin;
    private int _sent;
    private DhcpAnswer? _taken;

    /// <summary>Where it stands.</summary>
    public DhcpInquiryState State { get; private set; }

    /// <summary>By what its answers are known: the last four bytes of the MAC address, as a phone has it.</summary>
    public uint TransactionId { get; } = TransactionIdOf(options.Hardware);

    /// <summary>The last offer of each server, in the order of their first.</summary>
    public IReadOnlyList<DhcpAnswer> Offers => _offers;

    /// <summary>The ACK or NAK to what was taken; null while there is none.</summary>
    public DhcpAnswer? Confirmation { get; private set; }

    /// <summary>When to call <see cref="Elapsed"/> next; null before the first call and after the end.</summary>
    public TimeSpan? Deadline => _begin is not { } begin || State == DhcpInquiryState.Ended
        ? null
        : begin + (_sent < options.SendAt.Count && options.SendAt[_sent] < options.Length
            ? options.SendAt[_sent]
            : options.Length);

    /// <summary>True for an answer to this inquiry.</summary>
    public bool IsMine(DhcpMessage message) => message.Operation == DhcpOperation.Reply
        && message.TransactionId == TransactionId && message.Hardware == options.Hardware;

    /// <summary>The time has come to <paramref name="now"/>. The first call begins.</summary>
    public void Elapsed(TimeSpan now, List<DhcpInquirySend> effects)
    {
        _begin ??= now;
        if (State == DhcpInquiryState.Ended) return;
        if (now - _begin >= options.Length)
        {
            State = DhcpInquiryState.Ended;
            return;
        }

        if (_sent >= options.SendAt.Count || now - _begin < options.SendAt[_sent]) return;
        // After a long pause one message is enough for all that were due.
        while (_sent < options.SendAt.Count && now - _begin >= options.SendAt[_sent]) _sent++;
        DhcpMessage message = State == DhcpInquiryState.Asking
            ? Ask(DhcpMessageType.Discover, now)
            : Request(_taken!, now);
        effects.Add(new DhcpInquirySend(message, default, Ipv4Address.Broadcast));
    }

    /// <summary>A message came; what is not an answer to this inquiry is left aside.</summary>
    public void Receive(DhcpAnswer answer, TimeSpan now, List<DhcpInquirySend> effects)
    {
        if (_begin is null || State == DhcpInquiryState.Ended || !IsMine(answer.Message)) return;
        switch (answer.Message.Type)
        {
            case DhcpMessageType.Offer:
                Note(answer);
                if (State == DhcpInquiryState.Asking) Consider(answer, now, effects);
                break;
            case DhcpMessageType.Ack or DhcpMessageType.Nak when State == DhcpInquiryState.Requesting:
                if (answer.Server != _taken!.Server) break;
                Confirmation = answer;
                State = DhcpInquiryState.Ended;
                if (answer.Message.Type == DhcpMessageType.Ack) effects.Add(Release(answer));
                break;
        }
    }

    private void Note(DhcpAnswer answer)
    {
        int at = _offers.FindIndex(offer => offer.Server == answer.Server);
        if (at >= 0) _offers[at] = answer;
        else if (_offers.Count < MostServers) _offers.Add(answer);
    }

    private void Consider(DhcpAnswer answer, TimeSpan now, List<DhcpInquirySend> effects)
    {
        if (answer.Server == options.TakeFrom)
        {
            _taken = answer;
            _begin = now;
            _sent = 0;
            State = DhcpInquiryState.Requesting;
            Elapsed(now, effects);
        }
        else if (options.TakeFrom is null && _offers.Count >= options.EnoughServers)
        {
            State = DhcpInquiryState.Ended;
        }
    }

    private DhcpMessage Request(DhcpAnswer offer, TimeSpan now) => Ask(
        DhcpMessageType.Request, now,
        DhcpOption.Of(DhcpOptionCode.RequestedAddress, offer.Message.YourAddress),
        DhcpOption.Of(DhcpOptionCode.ServerIdentifier, offer.Server));

    /// <summary>RFC 2131 table 5: <c>ciaddr</c>, the server's identifier, and nothing that is wanted.</summary>
    private DhcpInquirySend Release(DhcpAnswer ack)
    {
        DhcpMessage release = new()
        {
            Hardware = options.Hardware,
            TransactionId = TransactionId,
            ClientAddress = ack.Message.YourAddress,
            Options =
            [
                DhcpOption.Of(DhcpOptionCode.MessageType, (byte)DhcpMessageType.Release),
                DhcpOption.Of(DhcpOptionCode.ServerIdentifier, ack.Server),
                ClientIdentifier(),
            ],
        };
        return new DhcpInquirySend(release, ack.Message.YourAddress, ack.Server);
    }

    private DhcpMessage Ask(DhcpMessageType type, TimeSpan now, params ReadOnlySpan<DhcpOption> more) => new()
    {
        Hardware = options.Hardware,
        TransactionId = TransactionId,
        Seconds = (ushort)Math.Clamp((now - _begin!.Value).TotalSeconds, 0, ushort.MaxValue),
        Flags = 0x8000,
        Options =
        [
            DhcpOption.Of(DhcpOptionCode.MessageType, (byte)type),
            .. more,
            ClientIdentifier(),
            DhcpOption.Of(DhcpOptionCode.HostName, "SEP" + Digits().ToUpperInvariant()),
            new DhcpOption(DhcpOptionCode.VendorClass, Encoding.Latin1.GetBytes(options.VendorClass + "\0")),
            new DhcpOption(DhcpOptionCode.ParameterRequestList, Wanted),
        ],
    };

    private DhcpOption ClientIdentifier() => new(
        DhcpOptionCode.ClientIdentifier, (byte[])[HardwareAddress.Ethernet, .. Convert.FromHexString(Digits())]);

    private string Digits() => options.Hardware.ToString().Replace(":", "", StringComparison.Ordinal);

    private static uint TransactionIdOf(HardwareAddress hardware)
    {
        string digits = hardware.ToString().Replace(":", "", StringComparison.Ordinal);
        return uint.Parse(digits.AsSpan(Math.Max(0, digits.Length - 8)), NumberStyles.HexNumber,
            CultureInfo.InvariantCulture);
    }
}
