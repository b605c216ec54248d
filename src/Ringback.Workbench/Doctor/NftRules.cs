using System.Text.Json;

namespace Ringback.Workbench.Doctor;

/// <summary>What becomes of a packet.</summary>
internal enum NftVerdict
{
    /// <summary>It comes in.</summary>
    Accept,

    /// <summary>It does not.</summary>
    Drop,

    /// <summary>A rule stands in its way that cannot be judged from here.</summary>
    Unknown,
}

/// <summary>A UDP packet that comes in over IPv4.</summary>
/// <param name="Port">The port it goes to.</param>
/// <param name="Card">The card it comes by; null when not known.</param>
/// <param name="IsReply">True when it answers something that went out; conntrack calls it established.</param>
internal readonly record struct NftPacket(int Port, string? Card, bool IsReply);

/// <summary>
/// The rules of nftables as <c>nft -j list ruleset</c> prints them (libnftables-json(5)), as far as they decide about
/// packets that come in. A match that is not understood makes the answer unknown and never a guess.
/// </summary>
internal sealed class NftRules
{
    // A chain may jump to others, but the kernel allows only so deep (NFT_JUMP_STACK_SIZE).
    private const int Deepest = 16;

    private readonly List<(string Chain, bool IsDropping)> _entrances = [];
    private readonly Dictionary<string, List<JsonElement[]>> _chains = [];

    internal static NftRules Read(JsonElement root)
    {
        NftRules rules = new();
        if (!root.TryGetProperty("nftables", out JsonElement all) || all.ValueKind != JsonValueKind.Array) return rules;
        foreach (JsonElement one in all.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object))
        {
            if (one.TryGetProperty("chain", out JsonElement chain)) rules.AddChain(chain);
            else if (one.TryGetProperty("rule", out JsonElement rule)) rules.AddRule(rule);
        }

        return rules;
    }

    /// <summary>Every chain that hangs at the entrance must let it in.</summary>
    internal NftVerdict Judge(NftPacket packet)
    {
        NftVerdict worst = NftVerdict.Accept;
        foreach ((string chain, bool isDropping) in _entrances)
        {
            NftVerdict verdict = Walk(chain, packet, 0) ?? (isDropping ? NftVerdict.Drop : NftVerdict.Accept);
            if (verdict == NftVerdict.Drop) return verdict;
            if (verdict == NftVerdict.Unknown) worst = verdict;
        }

        return worst;
    }

    private void AddChain(JsonElement chain)
    {
        if (Key(chain, "name") is not { } key) return;
        _chains.TryAdd(key, []);
        // Chains of nat choose where a packet goes, and those of other families see no IPv4.
        if (Text(chain, "hook") is "input" or "prerouting" or "ingress"
            && Text(chain, "family") is "ip" or "inet" or "netdev" && Text(chain, "type") == "filter")
            _entrances.Add((key, Text(chain, "policy") == "drop"));
    }

    private void AddRule(JsonElement rule)
    {
        if (Key(rule, "chain") is not { } key || !rule.TryGetProperty("expr", out JsonElement expressions)) return;
        if (expressions.ValueKind != JsonValueKind.Array) return;
        if (!_chains.TryGetValue(key, out List<JsonElement[]>? rules)) _chains[key] = rules = [];
        rules.Add([.. expressions.EnumerateArray()]);
    }

    /// <summary>Null when the chain ends without a word.</summary>
    private NftVerdict? Walk(string chain, NftPacket packet, int depth)
    {
        if (depth > Deepest || !_chains.TryGetValue(chain, out List<JsonElement[]>? rules)) return NftVerdict.Unknown;
        bool isDoubtful = false;
        NftVerdict? end = null;
        foreach (JsonElement[] rule in rules)
        {
            bool? matches = true;
            bool isReturn = false;
            NftVerdict? verdict = null;
            foreach (JsonElement expression in rule)
            {
                (string word, JsonElement value) = Statement(expression);
                if (word == "match") matches = NftMatch.And(matches, NftMatch.Judge(value, packet));
                else if (word is "accept") verdict = NftVerdict.Accept;
                else if (word is "drop" or "reject") verdict = NftVerdict.Drop;
                else if (word is "jump" or "goto" && matches != false)
                    verdict = Walk(chain[..(chain.LastIndexOf('/') + 1)] + Text(value, "target"), packet, depth + 1);
                // What comes back from a goto goes on where its chain was called, not after it.
                isReturn |= word is "return" or "goto";
                if (word is "xt" or "vmap" or "limit" or "queue" or "")
                    (matches, verdict) = (NftMatch.And(matches, null), verdict ?? NftVerdict.Unknown);
            }

            if (matches == false || (verdict is null && !isReturn)) continue;
            if (matches is null || verdict == NftVerdict.Unknown) isDoubtful = true;
            if (matches is null || verdict == NftVerdict.Unknown) continue;
            end = verdict;
            break;
        }

        return isDoubtful ? NftVerdict.Unknown : end;
    }

    /// <summary>A statement is an object with one name; the name is empty for anything else.</summary>
    private static (string Word, JsonElement Value) Statement(JsonElement expression)
    {
        if (expression.ValueKind != JsonValueKind.Object) return ("", default);
        JsonProperty first = expression.EnumerateObject().FirstOrDefault();
        return first.Value.ValueKind == JsonValueKind.Undefined ? ("", default) : (first.Name, first.Value);
    }

    private static string? Key(JsonElement element, string name) => Text(element, name) is { } own
        ? $"{Text(element, "family")}/{Text(element, "table")}/{own}"
        : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
