"""Why mail is lost, and what to do first: bounces joined with live answers, and the plan made of both."""
