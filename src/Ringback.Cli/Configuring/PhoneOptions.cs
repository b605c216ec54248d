using System.CommandLine;
using System.Globalization;
using Ringback.Cli.Exits;

namespace Ringback.Cli.Configuring;

/// <summary>The options that describe one phone, as the fields of a file of phones.</summary>
internal static class PhoneOptions
{
    private static readonly (Option<string?> Option, string Field)[] Single =
    [
        (Text("--phone", "The phone's model, such as 7960.", "MODEL"), "model"),
        (Text("--mac", "Its address, from the label on its back.", "MAC"), "mac"),
        (Text("--to", "What it runs or shall run: sccp, sip, mgcp, or a load.", "GOAL"), "to"),
        (Text("--server", "The call server.", "HOST"), "server"),
        (Text("--time-zone", "Such as Europe/Berlin.", "ZONE"), "timeZone"),
        (Text("--ntp", "Where it asks for the time.", "HOST"), "ntpServer"),
        (Text("--label", "The text in the corner of its screen.", "TEXT"), "label"),
        (Text("--password", "The password of its settings.", "TEXT"), "phonePassword"),
        (Text("--voicemail", "What its messages key dials.", "NUMBER"), "voicemail"),
    ];

    private static readonly Option<string[]> Lines = new("--line")
    {
        Description = "A line; may be repeated.", HelpName = "NAME[:PASSWORD[:LABEL]]",
    };

    private static readonly Option<string[]> Others = new("--set")
    {
        Description = "Any field of docs/configure.md; may be repeated.", HelpName = "FIELD=VALUE",
    };

    internal static IEnumerable<Option> All => [.. Single.Select(s => s.Option), Lines, Others];

    internal static IEnumerable<(string Field, string Value)> Fields(ParseResult given)
    {
        foreach ((Option<string?> option, string field) in Single)
        {
            if (given.GetValue(option) is { } value) yield return (field, value);
        }

        string[] lines = given.GetValue(Lines) ?? [];
        for (int i = 0; i < lines.Length; i++)
        {
            string prefix = string.Create(CultureInfo.InvariantCulture, $"lines[{i + 1}].");
            // A password may hold a colon, a name and a label do not.
            int first = lines[i].IndexOf(':', StringComparison.Ordinal);
            int last = lines[i].LastIndexOf(':');
            yield return (prefix + "name", first < 0 ? lines[i] : lines[i][..first]);
            if (first < 0) continue;
            string password = lines[i][(first + 1)..(last > first ? last : lines[i].Length)];
            if (password.Length > 0) yield return (prefix + "password", password);
            if (last > first) yield return (prefix + "label", lines[i][(last + 1)..]);
        }

        foreach (string other in given.GetValue(Others) ?? [])
        {
            int equals = other.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw new UnusableException($"'{other}' of --set is not FIELD=VALUE.");
            yield return (other[..equals], other[(equals + 1)..]);
        }
    }

    private static Option<string?> Text(string name, string description, string value) =>
        new(name) { Description = description, HelpName = value };
}
