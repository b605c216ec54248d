using System.Globalization;
using Ringback.Files.Text;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;

namespace Ringback.Phones.Stories;

/// <summary>What is said about a file that somebody sent.</summary>
internal static class UploadStory
{
    internal static StoryTone Tone(FileReceived e) => e.Outcome switch
    {
        UploadOutcome.Received => StoryTone.Good,
        UploadOutcome.DiskFull or UploadOutcome.QuotaFull or UploadOutcome.Stalled or UploadOutcome.PhoneError =>
            StoryTone.Fault,
        _ => StoryTone.Attention,
    };

    internal static string Told(FileReceived e)
    {
        string name = VisibleText.Show(e.Name);
        string after = string.Create(CultureInfo.InvariantCulture, $"after {e.Bytes:N0} bytes");
        return e.Outcome switch
        {
            UploadOutcome.Received => string.Create(CultureInfo.InvariantCulture,
                $"sent {name}: {e.Bytes:N0} bytes in {e.Seconds:0.0} s, kept in the folder of --allow-writes"),
            UploadOutcome.Refused => $"wanted to send {name} and must not: Ringback takes files only when it is "
                + "started with --allow-writes, and only under a name that stays in that folder",
            UploadOutcome.TooLarge => $"wanted to send {name}, which is larger than what may be written here; nothing "
                + "of it was kept",
            UploadOutcome.Exists => $"wanted to send {name}; there is a file of that name, and it stays as it is. Move "
                + "that one away if the new one is wanted",
            UploadOutcome.DiskFull => $"could not send all of {name}: the disk took no more {after}, and nothing of "
                + "it was kept. Free some space and let it send again",
            UploadOutcome.QuotaFull => $"wanted to send {name}, and the folder of --allow-writes holds as much as it "
                + "may. Take files out of it, or allow more with --uploads-in-all and --most-uploads",
            UploadOutcome.Stalled => $"fell silent while it sent {name}, {after}; nothing of it was kept",
            UploadOutcome.PhoneError => $"gave up sending {name} {after}; it says "
                + $"\"{VisibleText.Show(e.PhoneMessage ?? "")}\". Nothing of it was kept",
            UploadOutcome.Restarted => $"began anew before {name} was here whole; the first try ends {after}",
            _ => $"could not send the rest of {name}: Ringback was stopped, and nothing of it was kept",
        };
    }
}
