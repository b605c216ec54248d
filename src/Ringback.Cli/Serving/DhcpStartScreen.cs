using Ringback.Cli.Screens;
using Ringback.Cli.Screens.Printing;

namespace Ringback.Cli.Serving;

/// <summary>What is shown while DHCP is made ready, and when it cannot be.</summary>
internal static class DhcpStartScreen
{
    /// <summary>Tells it on standard error.</summary>
    internal static void Show(DhcpStartNews news)
    {
        if (news is DhcpOthersFound found)
            RogueDhcpScreen.Show(found.Card, found.Servers, found.Tftp, found.SharesNetwork);
        else if (news is DhcpStartNote note) Output.Note(note.Text);
    }

    /// <summary>Tells why nothing is served and what to type; the exit code.</summary>
    internal static int Refuse(DhcpNotReady refusal)
    {
        if (refusal.Because is { } because) Output.Complain(because, refusal.Code);
        if (refusal.Commands.Count > 0) Output.Note("Type this, then start again:");
        foreach (string command in refusal.Commands) Output.Note("  " + command);
        return refusal.Code;
    }
}
