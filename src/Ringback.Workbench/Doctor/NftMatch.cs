using System.Globalization;
using System.Text.Json;

namespace Ringback.Workbench.Doctor;

/// <summary>One match of a rule: true, false, or null when it is not understood.</summary>
internal static class NftMatch
{
    internal static bool? And(bool? one, bool? other) =>
        one == false || other == false ? false : one is null || other is null ? null : true;

    internal static bool? Judge(JsonElement match, NftPacket packet)
    {
        if (match.ValueKind != JsonValueKind.Object || !match.TryGetProperty("left", out JsonElement left)
            || !match.TryGetProperty("right", out JsonElement right)
            || left.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        bool? holds = Holds(left, right, packet);
        return Word(match, "op") switch
        {
            "==" or "in" => holds,
            "!=" => !holds,
            _ => null,
        };
    }

    private static bool? Holds(JsonElement left, JsonElement right, NftPacket packet)
    {
        if (left.TryGetProperty("payload", out JsonElement payload))
        {
            string protocol = Word(payload, "protocol"), field = Word(payload, "field");
            return (protocol, field) switch
            {
                ("udp" or "th", "dport") => HasNumber(right, packet.Port),
                ("ip", "protocol") => HasWord(right, "udp", "17"),
                // What is said of other protocols does not fit a UDP packet over IPv4.
                ("tcp" or "icmp" or "icmpv6" or "ip6" or "sctp", _) => false,
                _ => null,
            };
        }

        if (left.TryGetProperty("meta", out JsonElement meta))
        {
            return Word(meta, "key") switch
            {
                "l4proto" => HasWord(right, "udp", "17"),
                "nfproto" => HasWord(right, "ipv4", "2"),
                "protocol" => HasWord(right, "ip", "2048"),
                "iifname" or "iif" => packet.Card is { } card ? HasCard(right, card) : null,
                _ => null,
            };
        }

        return left.TryGetProperty("ct", out JsonElement track) && Word(track, "key") == "state"
            ? HasWord(right, packet.IsReply ? "established" : "new", "")
            : null;
    }

    /// <summary>A number, a range, or a set of both.</summary>
    private static bool? HasNumber(JsonElement right, int number)
    {
        if (right.ValueKind == JsonValueKind.Number) return right.TryGetInt64(out long own) && own == number;
        if (right.ValueKind == JsonValueKind.Array) return Any(right, e => HasNumber(e, number));
        if (right.ValueKind != JsonValueKind.Object) return null;
        if (right.TryGetProperty("set", out JsonElement set)) return Any(set, e => HasNumber(e, number));
        if (!right.TryGetProperty("range", out JsonElement range)) return null;
        if (range.ValueKind != JsonValueKind.Array) return null;
        long[] ends = [.. range.EnumerateArray().Select(Number)];
        return ends.Length == 2 && ends[0] >= 0 && ends[1] >= 0 ? number >= ends[0] && number <= ends[1] : null;
    }

    private static bool? HasWord(JsonElement right, string word, string number) => right.ValueKind switch
    {
        // A name with @ before it is a set whose elements stand elsewhere.
        JsonValueKind.String => right.GetString()!.StartsWith('@') ? null : right.GetString() == word,
        JsonValueKind.Number => Number(right).ToString(CultureInfo.InvariantCulture) == number,
        JsonValueKind.Array => Any(right, e => HasWord(e, word, number)),
        JsonValueKind.Object when right.TryGetProperty("set", out JsonElement set) =>
            Any(set, e => HasWord(e, word, number)),
        _ => null,
    };

    private static bool? HasCard(JsonElement right, string card) => right.ValueKind switch
    {
        JsonValueKind.String when right.GetString() is ['@', ..] => null,
        JsonValueKind.String when right.GetString() is [.. var beginning, '*'] =>
            card.StartsWith(beginning, StringComparison.Ordinal),
        _ => HasWord(right, card, ""),
    };

    private static bool? Any(JsonElement set, Func<JsonElement, bool?> holds)
    {
        if (set.ValueKind != JsonValueKind.Array) return null;
        bool? any = false;
        foreach (JsonElement element in set.EnumerateArray())
        {
            bool? one = holds(element);
            if (one == true) return true;
            if (one is null) any = null;
        }

        return any;
    }

    private static long Number(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out long value) ? value : -1;

    private static string Word(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";
}
