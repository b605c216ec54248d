using System.Globalization;

namespace Ringback.Wire.Sip;

/// <summary>
/// What a phone says of itself in a REGISTER. RFC 3261 section 10; sources.md 7940-7960 section 7.2, from a capture of
/// a 7960G with load 8.12:
/// <code>
///   From: &lt;sip:1600@192.168.1.9&gt;;tag=000e84c060a60002421e8cdc-0e061182     MAC at the start of the tag
///   Call-ID: 000e84c0-60a60002-3cf23940-64dcadcc@192.168.1.130             MAC at the start
///   User-Agent: Cisco-CP7960G/8.0                                          model; every 8.x says 8.0
///   Contact: &lt;sip:1600@192.168.1.130:5060;user=phone;transport=udp&gt;
///     ;+sip.instance="&lt;urn:uuid:00000000-0000-0000-0000-000e84c060a6&gt;"      MAC
///     ;+u.sip!model.ccm.cisco.com="7"                                       device type number, as in SCCP
/// </code>
/// </summary>
public sealed record SipRegistration
{
    private const string InstancePrefix = "<urn:uuid:00000000-0000-0000-0000-";
    private const string CiscoPrefix = "Cisco-CP";

    /// <summary>The name that is registered, as a URI without its parameters: <c>sip:1600@192.168.1.9</c>.</summary>
    public required string AddressOfRecord { get; init; }

    /// <summary>The user of the address of record, <c>1600</c>; null when it has none.</summary>
    public string? User { get; init; }

    /// <summary>The URI of the first contact, <c>*</c> for all of them; null when the phone only asks.</summary>
    public string? Contact { get; init; }

    /// <summary>
    /// Twelve upper-case digits. From the contact's instance, else from the Call-ID, else from the tag of From; the
    /// last two only of a Cisco phone, because anybody's random digits look like an address. Null when none has it.
    /// </summary>
    public string? Mac { get; init; }

    /// <summary>The User-Agent as it is written; null when there is none.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The model in the User-Agent, <c>7960G</c> of <c>Cisco-CP7960G/8.0</c>; null when it has none.</summary>
    public string? Model { get; init; }

    /// <summary>Cisco's number for the model, 7 a 7960 and 8 a 7940; null when the contact has none.</summary>
    public int? DeviceTypeNumber { get; init; }

    /// <summary>
    /// The load that a Java phone says it runs: <c>Load=</c> or <c>ActiveLoad=</c> in the text of its Reason header
    /// (sources.md other-phones section 6.2); null when it does not say.
    /// </summary>
    public string? Load { get; init; }

    /// <summary>For how many seconds the phone wants to be registered; null when it does not say.</summary>
    public uint? Expires { get; init; }

    /// <summary>True when the phone takes its leave.</summary>
    public bool IsDeregistration => Contact == "*" || (Contact is not null && Expires == 0);

    /// <summary>The facts of a REGISTER; null when the message is something else.</summary>
    public static SipRegistration? From(SipMessage message)
    {
        if (message is not { IsRequest: true, Method: "REGISTER" }) return null;

        string to = SipText.Uri(message.First("To") ?? "");
        string? contact = ContactOf(message);
        string? userAgent = message.First("User-Agent");
        return new SipRegistration
        {
            AddressOfRecord = SipText.First(to, ';'),
            User = SipText.User(to),
            Contact = contact is null ? null : SipText.Uri(contact),
            Mac = MacFromInstance(contact) ?? MacOfCiscoPhone(message, userAgent),
            UserAgent = userAgent,
            Model = ModelFrom(userAgent),
            DeviceTypeNumber = Number(contact is null
                ? null
                : SipText.Parameter(contact, "+u.sip!model.ccm.cisco.com")) is { } number and <= int.MaxValue
                ? (int)number
                : null,
            Load = LoadIn(message.First("Reason")),
            Expires = ExpiresOf(message, contact),
        };
    }

    private static string? LoadIn(string? reason)
    {
        if (reason is null) return null;
        foreach (string word in reason.Split([' ', '"', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && equals < word.Length - 1 && word[..equals] is "Load" or "ActiveLoad")
                return word[(equals + 1)..];
        }

        return null;
    }

    /// <summary>The first contact with its parameters; null when there is none.</summary>
    internal static string? ContactOf(SipMessage message) =>
        message.First("Contact") is { } all ? SipText.First(all, ',') : null;

    /// <summary>The contact's own expiry goes before that of the message: RFC 3261 section 10.2.1.1.</summary>
    internal static uint? ExpiresOf(SipMessage message, string? contact) =>
        Number(contact is null ? null : SipText.Parameter(contact, "expires")) ?? Number(message.First("Expires"));

    private static uint? Number(string? text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) ? number : null;

    private static string? MacFromInstance(string? contact)
    {
        string? instance = contact is null ? null : SipText.Parameter(contact, "+sip.instance");
        // Only the UUID with zeros before it carries an address; the end of any other is random.
        return instance is not null && instance.StartsWith(InstancePrefix, StringComparison.OrdinalIgnoreCase)
            ? Mac12(instance.AsSpan(InstancePrefix.Length))
            : null;
    }

    private static string? MacOfCiscoPhone(SipMessage message, string? userAgent)
    {
        bool isCisco = userAgent is not null && (userAgent.StartsWith("Cisco", StringComparison.OrdinalIgnoreCase)
            || userAgent.StartsWith("CSCO", StringComparison.OrdinalIgnoreCase));
        if (!isCisco) return null;

        string callId = message.First("Call-ID") ?? "";
        string? mac = callId.Length > 13 && callId[8] == '-' ? Mac12(callId[..8] + callId[9..13]) : null;
        return mac ?? Mac12(SipText.Parameter(message.First("From") ?? "", "tag"));
    }

    private static string? ModelFrom(string? userAgent)
    {
        if (userAgent is null || !userAgent.StartsWith(CiscoPrefix, StringComparison.OrdinalIgnoreCase)) return null;
        int slash = userAgent.IndexOf('/', StringComparison.Ordinal);
        string model = slash < 0 ? userAgent[CiscoPrefix.Length..] : userAgent[CiscoPrefix.Length..slash];
        return model.Length == 0 ? null : model;
    }

    private static string? Mac12(ReadOnlySpan<char> text)
    {
        if (text.Length < 12) return null;
        foreach (char c in text[..12])
        {
            if (!char.IsAsciiHexDigit(c)) return null;
        }

        return text[..12].ToString().ToUpperInvariant();
    }
}
