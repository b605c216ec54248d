using System.Globalization;
using Ringback.Files.Text;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;

namespace Ringback.Phones.Stories;

/// <summary>The sentences of calls.</summary>
internal static class CallStory
{
    internal static IEnumerable<StoryLine> Tell(PhoneCalled call)
    {
        string number = VisibleText.Show(call.Number);
        string with = call.To is null ? "the echo" : VisibleText.Show(call.To);
        string text = call.Stage switch
        {
            PhoneCallStage.Ringing when call.From is null => "rings: the bench calls it",
            PhoneCallStage.Ringing => $"calls {number}, and {with} rings",
            PhoneCallStage.Answered when call.From is null => "was answered, and hears itself",
            PhoneCallStage.Answered when call.To is null => $"calls {number}, and hears itself",
            PhoneCallStage.Answered => $"speaks with {with}",
            _ when call.Seconds is > 0 and { } seconds => string.Create(
                CultureInfo.InvariantCulture, $"hung up after {seconds:0} s"),
            PhoneCallStage.Ended when call.From is null => "stopped ringing; nobody answered",
            _ => $"called {number}; nobody answered",
        };
        StoryTone tone = call.Stage is PhoneCallStage.Answered ? StoryTone.Good : StoryTone.Plain;
        return [new StoryLine(call.At, tone, text)];
    }

    internal static IEnumerable<StoryLine> Tell(BenchTested test)
    {
        BenchTestResult[] bad = [.. test.Parts.Where(p => p.Outcome is not BenchTestOutcome.Passed)];
        string text = bad.Length == 0
            ? "passes the bench test: ringer, handset, display, keys, lamp and speaker work"
            : "does not pass the bench test: " + string.Join("; ", bad.Select(p => Words(p)));
        return [new StoryLine(test.At, bad.Length == 0 ? StoryTone.Good : StoryTone.Attention, text)];
    }

    internal static IEnumerable<StoryLine> Tell(PhoneTold told)
    {
        string what = told.Hand switch
        {
            PhoneHand.Ring => "is told to ring",
            PhoneHand.HangUp => "is told to hang up",
            PhoneHand.Show => $"is told to show \"{VisibleText.Show(told.Text ?? "")}\"",
            PhoneHand.Reset => "is told to restart, and to look for its load",
            PhoneHand.Restart => "is told to read its files again",
            _ => "is told to look whether it is to restart",
        };
        string by = told.By is { Length: > 0 } who ? $" ({VisibleText.Show(who)})" : "";
        return [new StoryLine(told.At, StoryTone.Plain, what + by)];
    }

    private static string Words(BenchTestResult part) => part.Outcome is BenchTestOutcome.NotTried
        ? $"{part.Part.ToString().ToLowerInvariant()} was not tried"
        : $"{part.Part.ToString().ToLowerInvariant()}: {VisibleText.Show(part.Detail)}";
}
