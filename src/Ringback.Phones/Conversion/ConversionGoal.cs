using System.Diagnostics.CodeAnalysis;
using Ringback.Phones.Loads;

namespace Ringback.Phones.Conversion;

/// <summary>
/// What a phone is to become: a protocol, by the newest load of it that is here, or one load by name.
/// </summary>
public sealed record ConversionGoal
{
    private ConversionGoal(string text, PhoneProtocol? protocol, LoadName? load)
    {
        Text = text;
        Protocol = protocol;
        Load = load;
    }

    /// <summary>The goal as the user put it.</summary>
    public string Text { get; }

    /// <summary>The wanted protocol; null for a universal loader by name, which is no goal anybody can reach.</summary>
    public PhoneProtocol? Protocol { get; }

    /// <summary>The wanted load; null when any load of the protocol will do.</summary>
    public LoadName? Load { get; }

    /// <summary>What <c>--to</c> takes, for error messages.</summary>
    public const string Accepted = "sccp, sip, mgcp, or the name of a load such as P0S3-8-12-00";

    /// <summary>Reads <c>sccp</c>, <c>sip</c>, <c>mgcp</c> or a load's name.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ConversionGoal? goal)
    {
        goal = null;
        string word = (text ?? "").Trim();
        PhoneProtocol? protocol = word.ToLowerInvariant() switch
        {
            "sccp" => PhoneProtocol.Sccp,
            "sip" => PhoneProtocol.Sip,
            "mgcp" => PhoneProtocol.Mgcp,
            _ => null,
        };
        if (protocol is not null)
        {
            goal = new ConversionGoal(word.ToLowerInvariant(), protocol, null);
            return true;
        }

        // A universal loader speaks no protocol and cannot register: nobody wants a phone to end there.
        if (!LoadName.TryParse(word, out LoadName? load) || load.IsUniversalLoader) return false;
        goal = new ConversionGoal(load.Text, load.Protocol, load);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
