using System.Diagnostics.CodeAnalysis;

namespace Ringback.Catalogue.Loads;

/// <summary>
/// What a phone is to become: a protocol, by the best load of it that is here, or one load by name.
/// </summary>
public sealed record Goal
{
    /// <summary>What a goal that phones are led to may be, for error messages.</summary>
    public const string Accepted = "sccp, sip, mgcp, or the name of a load such as P0S3-8-12-00 or SCCP41.9-4-2SR3-1S";

    /// <summary>The same where nobody has to register, and the model is known.</summary>
    public const string AcceptedOfModel = "sccp, sip, mgcp, h323, or the name of a load such as P0S3-8-12-00 or "
        + "SCCP70.8-3-3S";

    private Goal(string text, PhoneProtocol? protocol, Load? load)
    {
        Text = text;
        Protocol = protocol;
        Load = load;
    }

    /// <summary>The goal as the user put it.</summary>
    public string Text { get; }

    /// <summary>The wanted protocol; null when the name of the wanted load does not tell it.</summary>
    public PhoneProtocol? Protocol { get; }

    /// <summary>The wanted load, of whatever family; null when any load of the protocol will do.</summary>
    public Load? Load { get; }

    /// <summary>That load.</summary>
    public static Goal Of(Load load) => new(load.Text, load.Protocol, load);

    /// <summary>The best load of that protocol.</summary>
    public static Goal Of(PhoneProtocol protocol) => new(protocol.ToString().ToLowerInvariant(), protocol, null);

    /// <summary>Reads <c>sccp</c>, <c>sip</c>, <c>mgcp</c> or a load's name, without a file's extension.</summary>
    /// <param name="text">The text.</param>
    /// <param name="goal">The goal; null when no phone can be led there.</param>
    /// <param name="known">The families; those that the program was built with where none are given.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Goal? goal, FirmwareFamilies? known = null)
    {
        string word = (text ?? "").Trim();
        // Over H.323 a phone registers nowhere here, and nothing would prove that it came up.
        goal = ProtocolOf(word) is { } protocol ? protocol is PhoneProtocol.H323 ? null : Of(protocol)
            // A universal loader speaks no protocol and cannot register: nobody wants a phone to end there.
            : Load.TryParse(word, out Load? load, known) && !load.IsUniversalLoader ? Of(load)
            : null;
        return goal is not null;
    }

    /// <summary>Reads a protocol's word, <c>h323</c> too, or the name of a load or a firmware file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="family">The firmware of the phone that it is for; null for one without.</param>
    /// <param name="goal">The goal; null when the text is none of that phone's.</param>
    /// <param name="why">Why not.</param>
    public static bool TryParse(
        string text, string? family, [NotNullWhen(true)] out Goal? goal, out LoadFault why)
    {
        why = LoadFault.None;
        goal = ProtocolOf(text.Trim()) is { } protocol ? Of(protocol)
            : Load.TryParse(text, family, out Load? load, out why) ? Of(load)
            : null;
        return goal is not null;
    }

    /// <summary>The goal as the user put it.</summary>
    public override string ToString() => Text;

    private static PhoneProtocol? ProtocolOf(string word) => word.ToLowerInvariant() switch
    {
        "sccp" => PhoneProtocol.Sccp,
        "sip" => PhoneProtocol.Sip,
        "mgcp" => PhoneProtocol.Mgcp,
        "h323" => PhoneProtocol.H323,
        _ => null,
    };
}
