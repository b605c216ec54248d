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
}
