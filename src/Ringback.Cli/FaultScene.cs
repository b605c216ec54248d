using System.CommandLine;
using System.CommandLine.Parsing;

namespace Ringback.Cli;

/// <summary>Where a fault happened: the verb and the names of its options, and what is not to be told of it.</summary>
/// <param name="Verb">Such as <c>library add</c>.</param>
/// <param name="Options">The names of the options that were given, without their values.</param>
/// <param name="Arguments">How many values stand without an option.</param>
/// <param name="Secrets">Every value that was typed: paths, keys, passwords.</param>
internal sealed record FaultScene(
    string Verb, IReadOnlyList<string> Options, int Arguments, IReadOnlyList<string> Secrets)
{
    internal static FaultScene Unknown { get; } = new("ringback", [], 0, []);

    internal static FaultScene Of(ParseResult parsed)
    {
        List<string> verbs = [];
        for (CommandResult? at = parsed.CommandResult; at is { Parent: not null }; at = at.Parent as CommandResult)
            verbs.Insert(0, at.Command.Name);
        string[] values = [.. parsed.Tokens.Where(t => t.Type is TokenType.Argument).Select(t => t.Value)];
        return new FaultScene(
            verbs.Count == 0 ? "ringback" : string.Join(' ', verbs),
            [
                .. parsed.CommandResult.Children.OfType<OptionResult>().Where(o => !o.Implicit)
                    .Select(o => o.Option.Name),
            ],
            parsed.CommandResult.Children.OfType<ArgumentResult>().Sum(a => a.Tokens.Count),
            // Of FIELD=VALUE the value is the secret.
            [.. values.Concat(values.Select(v => v[(v.IndexOf('=', StringComparison.Ordinal) + 1)..])).Distinct()]);
    }
}
