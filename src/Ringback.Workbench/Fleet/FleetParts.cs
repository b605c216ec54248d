using Ringback.Files.Generation;

namespace Ringback.Workbench.Fleet;

/// <summary>Fields that hold fields: servers, lines, rules.</summary>
internal static class FleetParts
{
    private const int HighestPort = 65535;
    private const int LongestTimeout = 3600;

    /// <summary>A host, or a host with its ports.</summary>
    internal static CallServer? Server(FleetValues values, FleetNode node, string path)
    {
        if (node is FleetText text)
        {
            values.Lines[path] = node.Line;
            return new CallServer(text.Value);
        }

        if (values.Map(node, path, "host", "sipPort", "sccpPort") is not { } map) return null;
        if (Text(values, map, path, "host") is not { } host)
            return Missing<CallServer>(values, node, path, "host", map);
        CallServer server = new(host);
        if (Port(values, map, path, "sipPort") is { } sip) server = server with { SipPort = sip };
        return Port(values, map, path, "sccpPort") is { } sccp ? server with { SccpPort = sccp } : server;
    }

    /// <summary>A line, or only its name.</summary>
    internal static PhoneLine? Line(FleetValues values, FleetNode node, string path)
    {
        if (node is FleetText text) return new PhoneLine(text.Value);
        if (values.Map(node, path, "name", "authName", "password", "displayName", "label", "contact", "server")
            is not { } map)
        {
            return null;
        }

        if (Text(values, map, path, "name") is not { } name) return Missing<PhoneLine>(values, node, path, "name", map);
        return new PhoneLine(name)
        {
            AuthName = Text(values, map, path, "authName"),
            Password = Text(values, map, path, "password"),
            DisplayName = Text(values, map, path, "displayName"),
            Label = Text(values, map, path, "label"),
            Contact = Text(values, map, path, "contact"),
            Server = map.TryGetValue("server", out FleetNode? server) ? Server(values, server, path + ".server") : null,
        };
    }

    internal static SpeedDial? SpeedDial(FleetValues values, FleetNode node, string path)
    {
        if (values.Map(node, path, "number", "label") is not { } map) return null;
        if (Text(values, map, path, "number") is not { } number)
            return Missing<SpeedDial>(values, node, path, "number", map);
        return new SpeedDial(number, Text(values, map, path, "label") ?? number);
    }

    internal static DialRule? Rule(FleetValues values, FleetNode node, string path)
    {
        if (values.Map(node, path, "match", "timeout", "rewrite", "tone") is not { } map) return null;
        if (Text(values, map, path, "match") is not { } match)
            return Missing<DialRule>(values, node, path, "match", map);
        if (!map.TryGetValue("timeout", out FleetNode? seconds))
            return Missing<DialRule>(values, node, path, "timeout", map);
        return values.Number(seconds, path + ".timeout", 0, LongestTimeout) is { } timeout
            ? new DialRule(match, timeout)
            {
                Rewrite = Text(values, map, path, "rewrite"),
                Tone = Text(values, map, path, "tone"),
            }
            : null;
    }

    internal static RingTone? Ring(FleetValues values, FleetNode node, string path)
    {
        if (values.Map(node, path, "name", "file") is not { } map) return null;
        if (Text(values, map, path, "name") is not { } name) return Missing<RingTone>(values, node, path, "name", map);
        return Text(values, map, path, "file") is { } file
            ? new RingTone(name, file)
            : Missing<RingTone>(values, node, path, "file", map);
    }

    internal static PhoneLocale? Locale(FleetValues values, FleetNode node, string path)
    {
        if (values.Map(node, path, "name", "language", "network") is not { } map) return null;
        if (Text(values, map, path, "name") is not { } name)
            return Missing<PhoneLocale>(values, node, path, "name", map);
        return Text(values, map, path, "language") is { } language
            ? new PhoneLocale(name, language) { NetworkLocale = Text(values, map, path, "network") }
            : Missing<PhoneLocale>(values, node, path, "language", map);
    }

    private static T? Missing<T>(
        FleetValues values, FleetNode node, string path, string name, Dictionary<string, FleetNode> map)
        where T : class
    {
        if (!map.ContainsKey(name)) values.Refuse(node.Line, $"{path}.{name}", "It is missing.", "Write it.");
        return null;
    }

    private static string? Text(FleetValues values, Dictionary<string, FleetNode> map, string path, string name) =>
        map.TryGetValue(name, out FleetNode? node) ? values.Text(node, $"{path}.{name}") : null;

    private static int? Port(FleetValues values, Dictionary<string, FleetNode> map, string path, string name) =>
        map.TryGetValue(name, out FleetNode? node)
            ? values.Number(node, $"{path}.{name}", 1, HighestPort)
            : null;
}
