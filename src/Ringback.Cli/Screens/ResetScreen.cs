using System.Globalization;
using Ringback.Catalogue;
using Ringback.Cli.Screens.Printing;
using Ringback.Phones.Identification;

namespace Ringback.Cli.Screens;

/// <summary>How a person resets a phone.</summary>
internal static class ResetScreen
{
    internal static void Show(ResetQuestion question, IReadOnlyList<Procedure> procedures, string? mac)
    {
        string load = question.Load is { } known ? $" on {known}" : "";
        Output.Say($"Back to DHCP: a {question.Model.Model}{load}" + (mac is null ? "." : $", {mac}."));
        if (procedures.Count == 0) Output.Say("Nothing is known of how it is reset.");
        foreach (Procedure procedure in procedures)
        {
            Output.Say("");
            Output.Say($"{procedure.Title}{For(procedure, question)} [{procedure.Evidence}]");
            for (int i = 0; i < procedure.Steps.Count; i++)
                Output.Say(string.Create(CultureInfo.InvariantCulture, $"  {i + 1}. {procedure.Steps[i]}"));
            if (procedure.Shows is { } shows) Output.Say($"  It shows: {shows}");
            if (procedure.Takes is { } takes) Output.Say($"  Time: {takes}");
            if (procedure.Effect is { } effect) Output.Say($"  {effect}");
        }

        Output.Say("");
        Output.Say("Leave 'ringback rescue', or 'serve' with --dhcp, running meanwhile: it says when the phone asks "
            + "for an address by DHCP, and so that the reset was done.");
    }

    /// <summary>What it depends on, where that is not known of this phone.</summary>
    private static string For(Procedure procedure, ResetQuestion question)
    {
        if (procedure.Loads is not { } loads || question.Load is not null) return "";
        string[] said =
        [
            .. loads.Protocol is { } protocol ? (string[])[$"{protocol.ToString().ToUpperInvariant()} loads"] : [],
            .. loads.From is { } from ? (string[])[$"from {from}"] : [],
            .. loads.Below is { } below ? (string[])[$"before {below}"] : [],
            .. loads.Loader switch
            {
                true => (string[])["with the universal loader"],
                false => ["from before the universal loader"],
                _ => [],
            },
        ];
        return said.Length == 0 ? "" : $" ({string.Join(", ", said)})";
    }
}
