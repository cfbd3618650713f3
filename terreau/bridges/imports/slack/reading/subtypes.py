"""Which messages of an export people wrote, and which Slack wrote about what happened.

Kept: no subtype and those in `KEPT`. Left out, one entry each: those in `SYSTEM`. Any other subtype is unknown: the
message is kept as a plain one if it says anything, with an entry that names it.
"""

_PEOPLE = """
bot_message me_message thread_broadcast file_share file_comment file_mention slackbot_response reminder mrkdwn reply
"""
KEPT = frozenset(["", *_PEOPLE.split()])

_CONVERSATION = """
join leave topic purpose name archive unarchive posting_permissions convert_to_private convert_to_public
canvas_updated retention_changed
"""
_OTHERS = """
pinned_item unpinned_item bot_add bot_remove bot_enable bot_disable app_conversation_join reminder_add reminder_delete
sh_room_created sh_room_shared huddle_thread ekm_access_denied joiner_notification joiner_notification_for_inviter
bookmark_added tabbed_canvas_updated message_changed message_deleted message_replied reply_broadcast channel_joined
group_joined external_connection shared_channel_joined channel_shared channel_unshared tombstone added_to_canvas
file_retention_changed convert_to_workflow workflow_bot_added unfurl
"""
_PLACES = ("channel", "group")
SYSTEM = frozenset([*(f"{place}_{what}" for place in _PLACES for what in _CONVERSATION.split()), *_OTHERS.split()])
