"""The one form for every act: made from the declaration, sent to the one door."""
